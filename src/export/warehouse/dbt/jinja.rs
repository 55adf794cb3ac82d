//! Texts that dbt takes for Jinja templates.

/// Escapes a text so that Jinja writes it as it is, whatever is in it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '{' && matches!(chars.peek(), Some('{' | '%' | '#')) {
            escaped.push_str("{{ '{' }}");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        let environment = minijinja::Environment::new();
        let rendered = environment.render_str(&escaped(text), ());
        rendered.expect("an escaped text is a template")
    }

    #[test]
    fn an_escaped_text_is_written_as_it_is() {
        for text in [
            "plain",
            "{{ x }}",
            "{% endraw %} {# no comment #}",
            "{{{ three }}}",
            "ends with {",
            "{}",
        ] {
            assert_eq!(rendered(text), text);
        }
        assert_eq!(escaped("{{ x }}"), "{{ '{' }}{ x }}");
    }
}
