//! What a format renders: a text, bytes, or a folder of texts.

/// A rendered document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What is written.
    pub content: Content,
    /// What the reader should know beside it, as sentences: what the format couldn't say.
    pub notices: Vec<String>,
}

/// What a document consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One text file.
    Text(String),
    /// One file that isn't text.
    Binary(Vec<u8>),
    /// Several text files, by their paths below a folder, with `/` between their parts.
    Folder(Vec<(String, String)>),
}

impl Document {
    /// Returns the text, if the document is one text file.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Binary(_) | Content::Folder(_) => None,
        }
    }

    /// Returns everything in it that is text, one after the other.
    pub fn all_text(&self) -> String {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::Binary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Folder(files) => files.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }
}

impl From<Content> for Document {
    fn from(content: Content) -> Self {
        Self {
            content,
            notices: Vec::new(),
        }
    }
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Content::Text(text).into()
    }
}
