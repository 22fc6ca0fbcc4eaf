use super::*;

#[test]
fn quantities_have_units() {
    assert_eq!(parse_size("64 MiB"), Ok(64 << 20));
    assert_eq!(parse_size("64MB"), Ok(64_000_000));
    assert_eq!(parse_size("1kB"), Ok(1000));
    assert_eq!(parse_duration("200 ms"), Ok(Duration::from_millis(200)));
    assert_eq!(parse_duration("1min"), Ok(Duration::from_secs(60)));
}

#[test]
fn what_is_no_quantity_is_told_with_what_to_write() {
    for (wrong, message, help) in [
        ("", "`` is no size", "write a whole number and a unit"),
        ("MiB", "`MiB` is no size", "`64 MiB`"),
        ("-1 B", "`-1 B` is no size", "`64 MiB`"),
        (
            "6 4 MiB",
            "`4 MiB` is no unit of a size",
            "one of B, kB, KiB",
        ),
        ("64", "`64` has no unit", "write `64 MiB`"),
        ("64 mb", "`mb` is no unit of a size", "write `64 MB`"),
        ("64mib", "`mib` is no unit of a size", "write `64 MiB`"),
        ("64M", "`M` is no unit of a size", "write `64 MiB`"),
        ("1 PiB", "`PiB` is no unit of a size", "one of B, kB, KiB"),
        ("1.5 GiB", "`1.5` is no whole number", "write `1536 MiB`"),
        ("0.3 KiB", "`0.3 KiB` is no size", "`64 MiB`"),
        ("1..5 GiB", "`1..5 GiB` is no size", "`64 MiB`"),
        (
            "99999999999 TiB",
            "is more than can be counted",
            "write less",
        ),
        (
            "99999999999999999999 B",
            "is more than can be counted",
            "write less",
        ),
    ] {
        let error = parse_size(wrong).unwrap_err();
        assert!(error.message().contains(message), "{wrong}: {error}");
        assert!(error.help().contains(help), "{wrong}: {error}");
    }
    for (wrong, message, help) in [
        ("200", "`200` has no unit", "write `200 ms`"),
        (
            "5 seconds",
            "`seconds` is no unit of a duration",
            "write `5 s`",
        ),
        ("1 m", "`m` is no unit of a duration", "write `1 min`"),
        ("0.5 s", "`0.5` is no whole number", "write `500 ms`"),
        (
            "1 day",
            "`day` is no unit of a duration",
            "one of ns, us, ms",
        ),
        ("soon", "`soon` is no duration", "`200 ms`"),
    ] {
        let error = parse_duration(wrong).unwrap_err();
        assert!(error.message().contains(message), "{wrong}: {error}");
        assert!(error.help().contains(help), "{wrong}: {error}");
    }
}

#[test]
fn quantities_are_written_as_they_are_read() {
    for size in [
        0,
        1,
        1000,
        1023,
        1 << 10,
        3 << 19,
        64 << 20,
        1 << 40,
        u64::MAX,
    ] {
        assert_eq!(parse_size(&show_size(size)), Ok(size));
    }
    assert_eq!(show_size(1536), "1536 B");
    assert_eq!(show_size(3 << 19), "1536 KiB");
    for (nanoseconds, shown) in [
        (0, "0 ns"),
        (1_500_000, "1500 us"),
        (60_000_000_000, "1 min"),
    ] {
        let duration = Duration::from_nanos(nanoseconds);
        assert_eq!(show_duration(duration), shown);
        assert_eq!(parse_duration(shown), Ok(duration));
    }
}
