//! A component reaches the network, prints and reads as far as it was granted, and no further.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use wittgen::{Area, Builder, Capture, ErrorKind, Input, Output};
use wittgen_tests::answer;
use wittgen_tests::client::Client;
use wittgen_tests::probe::Probe;

#[track_caller]
fn load(builder: Builder<Probe>) -> Probe {
    builder.load(wittgen_test_guests::PROBE_PATH).unwrap()
}

/// Sends `text` to the first who connects; returns the address.
fn greet(text: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(text.as_bytes()).unwrap();
    });
    address
}

#[test]
fn nobody_is_reached_without_a_grant() {
    let probe = load(Probe::builder());
    let address = greet("hello");
    assert!(answer(probe.connect(&address)).is_err());
    assert!(answer(probe.ask(&address, "x")).is_err());
    assert!(answer(probe.serve("127.0.0.1:0", "x")).is_err());
    assert!(answer(probe.look_up("localhost")).is_err());
}

#[test]
fn a_granted_address_is_reached_and_no_other() {
    let (granted, other) = (greet("hello"), greet("never"));
    let probe = load(Probe::builder().tcp(&granted));
    assert_eq!(answer(probe.connect(&granted)), Ok("hello".into()));
    assert!(answer(probe.connect(&other)).is_err());
    // UDP is another matter, and so is listening.
    assert!(answer(probe.ask(&granted, "x")).is_err());
    assert!(answer(probe.serve("127.0.0.1:0", "x")).is_err());
}

#[test]
fn a_range_of_addresses_and_ports_is_reached() {
    let address = greet("hello");
    let probe = load(Probe::builder().tcp("127.0.0.0/8:*"));
    assert_eq!(answer(probe.connect(&address)), Ok("hello".into()));
}

#[test]
fn a_name_does_not_lead_to_the_machine_itself() {
    let address = greet("hello");
    let port = address.rsplit(':').next().unwrap();
    // The name is granted, and is resolved to where names never lead.
    let probe = load(Probe::builder().tcp(format!("localhost:{port}")));
    assert_eq!(answer(probe.look_up("localhost")), Ok(vec![]));
    assert!(answer(probe.connect(&format!("localhost:{port}"))).is_err());
    assert!(answer(probe.connect(&address)).is_err());
    // No other name is looked up, were it only to tell somebody.
    assert!(answer(probe.look_up("secret.localhost")).is_err());
    // With the address granted too, the name leads there.
    let address = greet("hello");
    let port = address.rsplit(':').next().unwrap();
    let probe = load(
        Probe::builder()
            .tcp(format!("localhost:{port}"))
            .tcp(&address),
    );
    let found = answer(probe.connect(&format!("localhost:{port}")));
    assert_eq!(found, Ok("hello".into()));
}

#[test]
fn datagrams_go_where_they_may() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let mut bytes = [0; 64];
        while let Ok((len, from)) = socket.recv_from(&mut bytes) {
            bytes[..len].make_ascii_uppercase();
            socket.send_to(&bytes[..len], from).unwrap();
        }
    });
    let probe = load(Probe::builder().udp(&address));
    assert_eq!(answer(probe.ask(&address, "hello")), Ok("HELLO".into()));
    assert!(answer(probe.ask("127.0.0.1:9", "hello")).is_err());
}

#[test]
fn listening_is_granted_by_itself() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let probe = load(
        Probe::builder()
            .listen_tcp("127.0.0.1:*")
            .stdout(Output::callback(move |bytes| {
                sender
                    .send(String::from_utf8_lossy(bytes).into_owned())
                    .unwrap();
            })),
    );
    std::thread::scope(|scope| {
        let served = scope.spawn(|| answer(probe.serve("127.0.0.1:0", "hello")));
        let mut said = String::new();
        while !said.contains('\n') {
            said += &receiver.recv().unwrap();
        }
        let port: u16 = said.trim().strip_prefix("ready ").unwrap().parse().unwrap();
        let mut text = String::new();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!(text, "hello");
        assert_eq!(served.join().unwrap(), Ok(()));
    });
}

#[test]
fn a_rule_that_is_none_is_refused_at_load() {
    for (builder, wrong) in [
        (Probe::builder().tcp("example.org"), "`example.org`"),
        (Probe::builder().udp("[::1]"), "`[::1]`"),
        (
            Probe::builder().listen_tcp("example.org:80"),
            "`example.org:80`",
        ),
    ] {
        let error = builder.load(wittgen_test_guests::PROBE_PATH).err().unwrap();
        assert_eq!(*error.kind(), ErrorKind::BadGrant);
        assert!(error.to_string().contains(wrong), "{error}");
    }
}

#[test]
fn output_is_captured_or_handed_over() {
    let captured = Capture::with_limit(10);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let see = Arc::clone(&seen);
    let probe = load(
        Probe::builder()
            .stdout(Output::capture(&captured))
            .stderr(Output::callback(move |bytes| {
                see.lock().unwrap().extend_from_slice(bytes);
            })),
    );
    probe.print("abcdef", 2).unwrap();
    probe.complain("oh").unwrap();
    assert_eq!(captured.take_text(), "abcdefabcd");
    assert_eq!(captured.lost(), 2);
    assert_eq!(*seen.lock().unwrap(), b"oh");
    // What was taken makes room.
    probe.print("xy", 1).unwrap();
    assert_eq!(captured.take_text(), "xy");
}

#[test]
fn endless_output_ends_the_instance() {
    let probe = load(Probe::builder().print_limit(1 << 20));
    probe.print("0123456789abcdef", 1 << 10).unwrap();
    let error = probe.print("0123456789abcdef", u32::MAX).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::OutputLimit, "{error}");
    assert!(error.to_string().contains("1048576 bytes"), "{error}");
    let error = probe.print("", 0).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
}

#[test]
fn input_is_what_was_given() {
    let probe = load(Probe::builder());
    assert_eq!(answer(probe.read_input()), Ok(String::new()));
    let probe = load(Probe::builder().stdin(Input::bytes("two\nlines")));
    assert_eq!(answer(probe.read_input()), Ok("two\nlines".into()));
    assert_eq!(answer(probe.read_input()), Ok(String::new()));
}

#[test]
fn a_seed_makes_random_numbers_repeat() {
    let numbers = |builder: Builder<Probe>| {
        let probe = load(builder);
        [probe.random().unwrap(), probe.random().unwrap()]
    };
    assert_eq!(
        numbers(Probe::builder().seed(7)),
        numbers(Probe::builder().seed(7))
    );
    assert_ne!(
        numbers(Probe::builder().seed(7)),
        numbers(Probe::builder().seed(8))
    );
    assert_ne!(numbers(Probe::builder()), numbers(Probe::builder()));
}

#[test]
fn clocks_stand_still() {
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let probe = load(Probe::builder().stopped_clock(at));
    assert_eq!(probe.time().unwrap(), (1_000_000_000, 0, 0));
    // Waiting takes its time all the same.
    let begun = Instant::now();
    probe.sleep(20).unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(20));
    assert_eq!(probe.time().unwrap(), (1_000_000_000, 0, 0));
    let (seconds, nanoseconds, _) = load(Probe::builder()).time().unwrap();
    assert!(seconds > 1_700_000_000 && nanoseconds == 0);
}

/// What is said to `tracing`.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn loading_says_what_is_missing() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    // What other tests load meanwhile is told as well. This component is loaded here alone.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let builder = Client::builder().config("a", "b");
    builder.load(wittgen_test_guests::CLIENT_PATH).unwrap();
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("WARN"), "{text}");
    for area in [
        "http: the component imports",
        "key-value stores: the component imports",
    ] {
        assert!(text.contains(area), "{area} is not in:\n{text}");
    }
    // What was granted, or hardly any component uses, is no news.
    for area in ["configuration: the component", "files: the component"] {
        assert!(!text.contains(area), "{area} is in:\n{text}");
    }
}

#[test]
fn a_component_that_fails_without_files_says_so() {
    let probe = load(Probe::builder());
    let error = probe.insist("/data/notes.txt").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap);
    let help = error.help().unwrap();
    assert!(help.contains("a directory was not granted"), "{help}");
    assert!(help.contains("Builder::dir"), "{help}");
}

#[test]
fn what_was_refused_is_told_once() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let builder = Probe::builder()
        .tcp("127.0.0.1:1")
        .on_denied(move |denied| {
            // To look up a name, the C library looks for files as well.
            if denied.area() != Area::Files {
                let told = (denied.area(), denied.what().to_string());
                tell.lock().unwrap().push(told);
            }
        });
    let probe = load(builder);
    let long = "x".repeat(1 << 20);
    for _ in 0..3 {
        assert!(answer(probe.connect("127.0.0.1:2")).is_err());
        assert!(answer(probe.look_up("secret\n\u{1b}[31m.example")).is_err());
        assert!(answer(probe.look_up(&long)).is_err());
    }
    let told = std::mem::take(&mut *told.lock().unwrap());
    let whats: Vec<&str> = told.iter().map(|(_, what)| what.as_str()).collect();
    assert_eq!(whats.len(), 3, "{whats:?}");
    assert!(told.iter().all(|(area, _)| *area == Area::Network));
    assert_eq!(whats[0], "a TCP connection to 127.0.0.1:2");
    assert_eq!(
        whats[1],
        "the look-up of `secret\u{fffd}\u{fffd}[31m.example`"
    );
    assert!(whats[2].len() < 1000);
}

#[test]
fn a_flood_of_refusals_is_not_told() {
    let told = Arc::new(Mutex::new(0));
    let tell = Arc::clone(&told);
    let builder = Probe::builder()
        .tcp("example.org:1")
        .on_denied(move |_| *tell.lock().unwrap() += 1);
    let probe = load(builder);
    for number in 0..1000 {
        assert!(answer(probe.look_up(&format!("{number}.example"))).is_err());
    }
    assert_eq!(*told.lock().unwrap(), 16);
}

#[test]
fn what_was_granted_can_be_printed() {
    let builder = Probe::builder()
        .tcp("example.org:443")
        .listen_udp("0.0.0.0:53")
        .stdin(Input::bytes("abc"))
        .stdout(Output::stdout())
        .seed(1);
    let text = builder.grants().to_string();
    for line in [
        "network tcp to example.org:443",
        "network udp at 0.0.0.0:53",
        "stream stdin = 3 bytes",
        "stream stdout = the host's standard output",
        "random numbers from the seed 1",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} is not in:\n{text}");
    }
}
