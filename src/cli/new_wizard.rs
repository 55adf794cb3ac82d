//! Asks on plain lines for what a new session needs: its name, participants and leads.

use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::new_session::{add_remembered, check_readable, relative_name, set_people};
use super::templates::{TEMPLATES, Template, template};
use crate::model::{Session, Side};
use crate::widgets::text::clean;

/// Leads the room is asked to remember for each bucket.
const LEADS_PER_BUCKET: usize = 2;

/// What is known and need not be asked.
pub(super) struct Preset<'a> {
    pub folder: &'a Path,
    pub name: Option<&'a str>,
    pub default_name: &'a str,
    pub template: Option<&'static Template>,
    /// Another session to start from; its people are known, and there is no template.
    pub other: Option<&'a Session>,
}

/// Asks line by line. If the input ends early, nothing is created.
pub(super) fn session(
    preset: &Preset<'_>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Result<Session, Failure> {
    let mut asker = Wizard { input, output };
    let name = match preset.name {
        Some(name) => name.to_owned(),
        None => asker.line_or_default(
            &format!("Name [{}]", preset.default_name),
            preset.default_name,
        )?,
    };
    let mut session = if let Some(other) = preset.other {
        other.started_from_here(&name)
    } else {
        let people = asker.people()?;
        let template = match preset.template {
            Some(template) => template,
            None => asker.template()?,
        };
        let mut session = template.named_session(&name);
        set_people(&mut session, people);
        session
    };
    match asker.leads_file(preset.folder)? {
        Some(file) => Arc::make_mut(&mut session.data).leads = Some(file),
        None => asker.sample_leads(&mut session)?,
    }
    Ok(session)
}

struct Wizard<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
}

impl Wizard<'_> {
    fn say(&mut self, text: &str) {
        // The question can be answered even if it could not be printed.
        let _ = writeln!(self.output, "{}", clean(text));
    }

    /// Asks a question and returns the trimmed answer.
    fn line(&mut self, question: &str) -> Result<String, Failure> {
        let _ = write!(self.output, "{}: ", clean(question));
        let _ = self.output.flush();
        let mut line = String::new();
        let read = self.input.read_line(&mut line);
        match read.map_err(|error| Failure::usage(format!("stdin: {error}")))? {
            0 => Err(Failure::usage("the input ended, so nothing was created")),
            _ => Ok(line.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }

    fn line_or_default(&mut self, question: &str, default: &str) -> Result<String, Failure> {
        let answer = self.line(question)?;
        Ok(if answer.is_empty() {
            default.into()
        } else {
            answer
        })
    }

    fn people(&mut self) -> Result<Vec<(String, Side)>, Failure> {
        self.say("Who is taking part? One per line: NAME, SIDE, such as Dana Reyes, marketing");
        self.say("Sides: sales, marketing, management, facilitator. A blank line ends.");
        let mut people = Vec::new();
        loop {
            let line = self.line("Person")?;
            if line.is_empty() {
                return Ok(people);
            }
            match crate::app::dialogs::person_line::parse_person(&line) {
                Ok(person) => people.push(person),
                Err(why) => self.say(&why),
            }
        }
    }

    fn template(&mut self) -> Result<&'static Template, Failure> {
        self.say("Where to start?");
        for template in TEMPLATES {
            self.say(&format!("  {}", template.name));
            self.say(&format!("    {}", template.help));
        }
        let usual = TEMPLATES[0].name;
        loop {
            let name = self.line_or_default(&format!("Template [{usual}]"), usual)?;
            match template(&name) {
                Some(template) => return Ok(template),
                None => self.say(&format!(
                    "`{name}` isn't a template: write one of the names above"
                )),
            }
        }
    }

    /// Asks for the file of past leads and returns its name for session.yaml.
    fn leads_file(&mut self, folder: &Path) -> Result<Option<String>, Failure> {
        loop {
            let line = self.line("File of past leads, CSV (blank if there is none)")?;
            let name = line.trim_matches(['"', '\'']);
            if name.is_empty() {
                return Ok(None);
            }
            match check_readable(Path::new(name)) {
                Ok(()) => return Ok(Some(relative_name(folder, Path::new(name)))),
                Err(why) => self.say(&why),
            }
        }
    }

    /// Asks for leads the room remembers, a few for each bucket.
    fn sample_leads(&mut self, session: &mut Session) -> Result<(), Failure> {
        let buckets = session.data.buckets.clone();
        if buckets.is_empty() {
            return Ok(());
        }
        self.say("Which past leads do you remember? A blank line skips one.");
        for (index, bucket) in buckets.iter().enumerate() {
            for number in 1..=LEADS_PER_BUCKET {
                let name =
                    self.line(&format!("{}, {number} of {LEADS_PER_BUCKET}", bucket.name))?;
                if !name.is_empty() {
                    add_remembered(session, index, name);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_wizard(input: &str, name: Option<&str>) -> (Result<Session, Failure>, String) {
        let preset = Preset {
            folder: Path::new("acme"),
            name,
            default_name: "acme",
            template: None,
            other: None,
        };
        let mut output = Vec::new();
        let session = session(&preset, &mut input.as_bytes(), &mut output);
        (session, String::from_utf8(output).unwrap())
    }

    #[test]
    fn what_is_asked_becomes_the_session() {
        let input = "\nAda, sales\nBo\nBo, marketing\n\nstandrad\nworked-scoring\n\
                     no/such.csv\n\nPump maker\n\n\nPump maker\n\nMill\n";
        let (session, transcript) = run_wizard(input, None);
        let session = session.unwrap();
        assert_eq!(session.name, "acme");
        let people = &session.workshop.participants;
        let people: Vec<_> = people.iter().map(|p| (p.id.as_str(), p.side)).collect();
        assert_eq!(people, [("ada", Side::Sales), ("bo", Side::Marketing)]);
        assert!(
            !session.definition.criteria.is_empty(),
            "worked scoring has criteria"
        );
        let leads = session.samples.iter();
        let leads: Vec<_> = leads
            .map(|s| (s.id.as_str(), s.bucket.as_ref().unwrap().as_str()))
            .collect();
        assert_eq!(
            leads,
            [
                ("pump-maker", "untouched"),
                ("pump-maker-2", "rejected"),
                ("mill", "viable")
            ]
        );
        for expected in [
            "Name [acme]: ",
            "`Bo` has no side: write name, side\n",
            "`standrad` isn't a template: write one of the names above\n",
            "no/such.csv: there is nothing here\n",
            "Never touched, 1 of 2: ",
        ] {
            assert!(transcript.contains(expected), "{expected} in {transcript}");
        }
    }

    #[test]
    fn a_file_of_leads_replaces_remembering() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("past.csv");
        std::fs::write(&file, "id,industry\n1,mill\n").unwrap();
        let (session, transcript) =
            run_wizard(&format!("\nstandard\n'{}'\n", file.display()), Some("X"));
        let session = session.unwrap();
        assert_eq!(session.data.leads.as_deref(), file.to_str());
        assert!(session.samples.is_empty() && !transcript.contains("Name ["));
        assert_eq!(relative_name(dir.path(), &file), "past.csv");
    }

    #[test]
    fn another_session_brings_people_and_definition() {
        let mut other = template("worked-scoring").unwrap().named_session("Old");
        set_people(&mut other, vec![("Ada".into(), Side::Sales)]);
        let preset = Preset {
            folder: Path::new("acme"),
            name: Some("New"),
            default_name: "acme",
            template: None,
            other: Some(&other),
        };
        let (mut input, mut output) = ("\n\n\n\n\n\n\n".as_bytes(), Vec::new());
        let session = session(&preset, &mut input, &mut output).unwrap();
        assert_eq!(session.name, "New");
        assert_eq!(session.definition, other.definition);
        assert_eq!(session.workshop.participants, other.workshop.participants);
        let asked = String::from_utf8(output).unwrap();
        assert!(
            !asked.contains("Person") && !asked.contains("Template"),
            "{asked}"
        );
    }

    #[test]
    fn an_input_that_ends_makes_nothing() {
        let (session, _) = run_wizard("acme\nAda, sales\n", None);
        let failure = session.unwrap_err();
        assert_eq!(failure.message, "the input ended, so nothing was created");
        assert_eq!(failure.code, 2);
    }
}
