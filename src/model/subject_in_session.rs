//! Subjects looked up in a session: their titles and values, and which there are.

use super::{CriterionKind, Kind, Place, Session, Subject, SubjectKind, wording};

impl Subject {
    /// Returns its title.
    pub fn title(&self, session: &Session) -> String {
        let definition = &session.definition;
        if let Some(of) = &self.threshold {
            let stage = session.title_of(&self.place);
            return format!(
                "{stage}: points needed {}",
                wording::points_of(definition, of)
            );
        }
        let answer = || {
            let criterion = definition.criterion(self.place.parent.as_ref()?.as_str())?;
            let answers = criterion.answer_list();
            let answer = answers.iter().find(|a| self.place.id == *a.id)?;
            Some(wording::answer_title(criterion, answer))
        };
        let counts_times = || {
            let criterion = definition.criterion(self.place.id.as_str());
            let is_points = self.kind() == Some(SubjectKind::Points);
            is_points && criterion.is_some_and(|c| c.each_time().is_some())
        };
        answer().unwrap_or_else(|| match session.title_of(&self.place) {
            title if counts_times() => format!("{title}: each time"),
            title => title,
        })
    }

    /// Returns the title of the subject a file's text names; the text itself if it names none.
    pub fn title_of_text(text: &str, session: &Session) -> String {
        let subject = text.parse::<Self>();
        subject.map_or_else(|_| text.to_owned(), |subject| subject.title(session))
    }

    /// Returns the present value as text: blank if there is none yet, `None` if the thing is gone
    /// or has no value of its own (a sample lead).
    pub fn value(&self, session: &Session) -> Option<String> {
        let definition = &session.definition;
        match self.kind()? {
            SubjectKind::Wording => session.record(&self.place)?.get("definition"),
            SubjectKind::Threshold => {
                let rule = definition.stage(self.place.id.as_str())?.rule.as_ref()?;
                let least = rule.points.as_ref()?.get(self.threshold.as_ref()?)?;
                Some(least.to_string())
            }
            SubjectKind::Points if self.place.kind == Kind::Criterion => {
                let criterion = definition.criterion(self.place.id.as_str())?;
                criterion.answers.is_empty().then(|| {
                    let points = criterion.points.map(|p| p.number().to_string());
                    points.unwrap_or_default()
                })
            }
            SubjectKind::Points => session.record(&self.place)?.get("points"),
            SubjectKind::Forward => None,
        }
    }

    /// Whether there can be a ballot on it at present.
    pub fn exists(&self, session: &Session) -> bool {
        match self.kind() {
            Some(SubjectKind::Forward) => session.record(&self.place).is_some(),
            Some(_) => self.value(session).is_some(),
            None => false,
        }
    }

    /// Returns the answers that need points, in the order of the estimate sheet: fit, then
    /// behaviour.
    pub fn estimate_subjects(session: &Session) -> Vec<Self> {
        let mut all = Vec::new();
        for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
            for criterion in session
                .definition
                .criteria
                .iter()
                .filter(|c| c.kind == kind)
            {
                if criterion.answers.is_empty() {
                    all.push(Self::of(Place::new(Kind::Criterion, criterion.id.clone())));
                }
                for answer in &criterion.answers {
                    let place = Place::part(Kind::Answer, criterion.id.clone(), answer.id.clone());
                    all.push(Self::of(place));
                }
            }
        }
        all
    }

    /// Returns everything the sides can agree on: wordings, points, thresholds, sample leads.
    pub fn all(session: &Session) -> Vec<Self> {
        let places = |kind| session.places(kind).into_iter().map(Self::of);
        let mut all: Vec<Self> = places(Kind::Stage).chain(places(Kind::Term)).collect();
        all.extend(Self::estimate_subjects(session));
        all.extend(session.definition.stages.iter().flat_map(Self::thresholds));
        all.extend(places(Kind::Sample));
        all
    }
}
