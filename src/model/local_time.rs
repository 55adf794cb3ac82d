//! Times as people read them, in the zone of whoever reads or meets. Files keep them in UTC.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Formats a time with its date: `2026-11-30 10:00`. Where the zone's clock is in UTC, it says so.
pub fn date_and_time_text(at: Timestamp, zone: &TimeZone) -> String {
    formatted(at, zone, "%Y-%m-%d %H:%M")
}

/// Formats a time of a day that is known: `10:00`, or `09:00 UTC`.
pub fn time_text(at: Timestamp, zone: &TimeZone) -> String {
    formatted(at, zone, "%H:%M")
}

fn formatted(at: Timestamp, zone: &TimeZone, format: &str) -> String {
    let local = at.to_zoned(zone.clone());
    let text = local.strftime(format).to_string();
    match zone_name(at, zone) {
        Some(_) => text,
        None => format!("{text} UTC"),
    }
}

/// Returns what a document calls the zone of its times: `Europe/Berlin`, or `UTC+05:30` for a zone
/// without a name. `None` for UTC, which each time says by itself.
pub fn zone_name(at: Timestamp, zone: &TimeZone) -> Option<String> {
    let local = at.to_zoned(zone.clone());
    if local.strftime("%Z").to_string() == "UTC" {
        return None;
    }
    let name = zone.iana_name().map(str::to_owned);
    Some(name.unwrap_or_else(|| local.strftime("UTC%:z").to_string()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("UTC", "2026-11-30 23:30 UTC", None)]
    #[case("Etc/UTC", "2026-11-30 23:30 UTC", None)]
    #[case("Europe/Berlin", "2026-12-01 00:30", Some("Europe/Berlin"))]
    #[case("America/New_York", "2026-11-30 18:30", Some("America/New_York"))]
    fn a_time_is_that_of_its_zone(
        #[case] zone: &str,
        #[case] text: &str,
        #[case] name: Option<&str>,
    ) {
        let at = "2026-11-30T23:30:00Z".parse().unwrap();
        let zone = TimeZone::get(zone).unwrap();
        assert_eq!(date_and_time_text(at, &zone), text);
        assert_eq!(zone_name(at, &zone).as_deref(), name);
    }

    #[test]
    fn a_zone_without_a_name_is_called_by_its_offset() {
        let at = "2026-11-30T23:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(-3));
        assert_eq!(time_text(at, &zone), "20:30");
        assert_eq!(zone_name(at, &zone).as_deref(), Some("UTC-03:00"));
    }
}
