//! Ownership from CODEOWNERS.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::glob::Glob;

use super::people::{Found, People};
use super::slug;

/// A line of CODEOWNERS as a service of the roster.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) id: String,
    /// The line it comes from.
    pub(super) line: String,
    pub(super) number: u32,
    pub(super) globs: Vec<Glob>,
    pub(super) people: Vec<String>,
    pub(super) teams: Vec<String>,
    /// Owners whom nobody can place.
    pub(super) unknown: Vec<String>,
    /// Whether it is the fallback for every path, which is only suggested.
    pub(super) is_fallback: bool,
}

/// Everything CODEOWNERS says.
#[derive(Debug, Default)]
pub(super) struct Ownership {
    pub(super) file: String,
    pub(super) services: Vec<Service>,
    /// Teams: the id, and how CODEOWNERS calls it.
    pub(super) teams: BTreeMap<String, String>,
    /// Lines that could not be used, with the reason.
    pub(super) notes: Vec<String>,
}

impl Ownership {
    /// Reads a file. Addresses of people who are in no commit become entries of their own.
    pub(super) fn read(file: &str, text: &str, people: &mut People) -> Self {
        let mut ownership = Self {
            file: file.to_owned(),
            ..Self::default()
        };
        let mut teams = BTreeMap::new();
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.trim_start_matches('\u{feff}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match ownership.service(line, people, &mut teams) {
                Ok(mut service) => {
                    service.number = number;
                    ownership.replace_earlier(&service);
                    ownership.services.push(service);
                }
                Err(why) => ownership
                    .notes
                    .push(format!("{file}:{number}: {why}: {line}")),
            }
        }
        let mut ids = BTreeSet::new();
        for service in &mut ownership.services {
            service.id = super::unique(&service.id, &mut ids);
        }
        ownership.teams = teams.into_iter().map(|(name, id)| (id, name)).collect();
        ownership
    }

    /// Of two lines with the same pattern the last one holds.
    fn replace_earlier(&mut self, service: &Service) {
        let file = &self.file;
        let (same, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.services)
            .into_iter()
            .partition(|earlier| earlier.globs == service.globs);
        self.services = others;
        self.notes.extend(same.iter().map(|earlier| {
            format!(
                "{file}:{}: line {} has the same pattern and holds instead: {}",
                earlier.number, service.number, earlier.line
            )
        }));
    }

    fn service(
        &self,
        line: &str,
        people: &mut People,
        teams: &mut BTreeMap<String, String>,
    ) -> Result<Service, String> {
        if line.starts_with(['[', '^']) {
            return Err(
                "sections are not known here; owners named for a whole section are to be repeated"
                    .to_owned(),
            );
        }
        let mut words = line.split_whitespace();
        let pattern = words.next().unwrap_or_default();
        let globs = globs(pattern)?;
        let is_fallback = globs.iter().any(|glob| glob.as_str() == "**");
        let mut service = Service {
            id: name(pattern),
            line: line.to_owned(),
            number: 0,
            globs,
            people: Vec::new(),
            teams: Vec::new(),
            unknown: Vec::new(),
            is_fallback,
        };
        for owner in words.take_while(|word| !word.starts_with('#')) {
            service.add(owner, people, teams);
        }
        if service.people.is_empty() && service.teams.is_empty() && service.unknown.is_empty() {
            return Err("names no owner, so these paths are nobody's".to_owned());
        }
        Ok(service)
    }
}

impl Service {
    fn add(&mut self, owner: &str, people: &mut People, teams: &mut BTreeMap<String, String>) {
        let person = match owner.strip_prefix('@') {
            Some(team) if team.contains('/') => {
                if let Some(id) = team_id(team, teams) {
                    return push(&mut self.teams, id);
                }
                None
            }
            Some(login) => people.with_login(login).map(|person| person.id.clone()),
            None => people
                .with_email(owner, Found::Owners)
                .map(|person| person.id.clone()),
        };
        match person {
            Some(id) => push(&mut self.people, id),
            None => push(&mut self.unknown, owner.to_owned()),
        }
    }
}

fn push(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The id of a team: the last part of its name, or all of it where two end alike.
fn team_id(name: &str, teams: &mut BTreeMap<String, String>) -> Option<String> {
    let name = name.to_lowercase();
    if let Some(id) = teams.get(&name) {
        return Some(id.clone());
    }
    let short = slug(name.rsplit('/').next().unwrap_or_default())?;
    let id = if teams.values().any(|id| *id == short) {
        slug(&name)?
    } else {
        short
    };
    teams.insert(name, id.clone());
    Some(id)
}

/// A name for the service of a pattern: the last part that says something.
fn name(pattern: &str) -> String {
    let mut parts = pattern.rsplit('/').filter_map(slug);
    parts.next().unwrap_or_else(|| "everything".to_owned())
}

/// Translates a pattern of CODEOWNERS, which are those of `.gitignore` without classes and exceptions.
///
/// There a pattern with a slash in front or in the middle starts at the top, any other matches anywhere; one that
/// names a folder owns all below it, and `folder/*` only the files directly in it.
fn globs(pattern: &str) -> Result<Vec<Glob>, String> {
    if pattern.starts_with('!') {
        return Err("exceptions cannot be expressed here".to_owned());
    }
    let is_folder = pattern.ends_with('/');
    let body = pattern.trim_end_matches('/');
    let is_anchored = body.contains('/') || pattern == "/*";
    let body = body.trim_start_matches('/');
    let last = body.rsplit('/').next().unwrap_or_default();
    let text = if body.is_empty() {
        return Err("names no path".to_owned());
    } else if body == "**" || (body == "*" && !is_anchored) {
        "**".to_owned()
    } else {
        let front = if is_anchored { "" } else { "**/" };
        let back = if last == "**" || (last == "*" && !is_folder) {
            ""
        } else {
            "/**"
        };
        format!("{front}{body}{back}")
    };
    text.parse::<Glob>()
        .map(|glob| vec![glob])
        .map_err(|error| format!("cannot be expressed here ({error})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, wanted) in [
            ("*", "**"),
            ("**", "**"),
            ("/*", "*"),
            ("*.js", "**/*.js/**"),
            ("docs/", "**/docs/**"),
            ("/docs/", "docs/**"),
            ("docs/*", "docs/*"),
            ("/apps/github", "apps/github/**"),
            ("apps/github/", "apps/github/**"),
            ("**/logs", "**/logs/**"),
            ("/scripts/**", "scripts/**"),
            ("a/**/b", "a/**/b/**"),
            ("Makefile", "**/Makefile/**"),
        ] {
            let globs = globs(pattern).unwrap();
            assert_eq!(globs[0].as_str(), wanted, "{pattern}");
        }
        for bad in [
            "!a", "a[bc]", "a\\ b", "/", "a/**b", "a//b", "../a", "{a,b}",
        ] {
            assert!(globs(bad).is_err(), "{bad}");
        }
        let owns = |pattern: &str, path: &str| globs(pattern).unwrap()[0].matches(path.as_bytes());
        assert!(owns("*.js", "a/b.js") && owns("*.js", "b.js") && !owns("*.js", "b.jsx"));
        assert!(owns("docs/*", "docs/a.md") && !owns("docs/*", "docs/a/b.md"));
        assert!(owns("docs/", "x/docs/a/b") && !owns("/docs/", "x/docs/a"));
        assert!(owns("/apps/github", "apps/github") && owns("/apps/github", "apps/github/x"));
    }

    #[test]
    fn owners_are_placed_or_listed() {
        let mut people = People::default();
        people.with_email("7+carol@users.noreply.github.com", Found::Owners);
        let text = "# owners\n\
            * @org/everyone\n\
            /services/checkout/ @Carol dave@example.org @nobody @org/payments # why\n\
            services/checkout @org/payments\n\
            /unowned/\n\
            [Section]\n\
            a[bc] @carol\n\
            /libs/ @other/payments\n";
        let ownership = Ownership::read(".github/CODEOWNERS", text, &mut people);
        let ids: Vec<_> = ownership
            .services
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(ids, ["everything", "checkout", "libs"]);
        assert!(ownership.services[0].is_fallback);
        assert_eq!(ownership.services[1].teams, ["payments"]);
        assert_eq!(ownership.services[2].teams, ["other-payments"]);
        assert_eq!(people.humans.len(), 2);
        assert_eq!(ownership.notes.len(), 4);
        assert!(ownership.notes[0].starts_with(".github/CODEOWNERS:3: line 4 has the same"));

        let text = "/a/ @Carol dave@example.org @nobody\n";
        let ownership = Ownership::read("CODEOWNERS", text, &mut people);
        assert_eq!(ownership.services[0].people, ["carol", "dave"]);
        assert_eq!(ownership.services[0].unknown, ["@nobody"]);
    }
}
