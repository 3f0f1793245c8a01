import CloudComputeClient
import Testing

@testable import Commands

/// What is decided of facts about the way to the server and its answer.
@Suite(.timeLimit(.minutes(1))) struct DoctorServerFactsTests {
    @Test(arguments: [
        (KeyFacts.Source.none, KeyFacts.Answer.unknown, false, DoctorCheck.Status.error, ExitCode.configuration),
        (.none, .unknown, true, .ok, .done), (.none, .accepted, true, .ok, .done),
        (.none, .refused("No.", .notAllowed), true, .error, .notAllowed),
        (.keyless(by: "profile"), .unknown, false, .ok, .done), (.text(from: "login"), .unknown, false, .ok, .done),
        (.text(from: "login"), .accepted, false, .ok, .done),
        (.text(from: "login"), .refused("No.", .notAllowed), false, .error, .notAllowed),
        (.command(from: "profile", hasRun: false), .unknown, false, .ok, .done),
        (.command(from: "profile", hasRun: true), .accepted, false, .ok, .done),
        (.unusable("Bad file.", .configuration), .unknown, false, .error, .configuration),
        (.unknown, .unknown, false, .skipped, .done),
    ])
    func theKeyIsJudgedBySourceAndAnswer(
        source: KeyFacts.Source, answer: KeyFacts.Answer, isLoopback: Bool, status: DoctorCheck.Status, code: ExitCode
    ) {
        let check = KeyFacts(source: source, answer: answer, isServerLoopback: isLoopback).check
        #expect(check.status == status && check.exitCode == code, "\(check)")
        #expect((check.fix != nil) == (status == .error))
    }

    private static func route(
        _ proxy: ProxyRoute = .direct, _ lookup: RouteFacts.Lookup = .number, after time: Duration = .zero,
        _ connection: RouteFacts.Connection = .made(.milliseconds(3))
    ) -> RouteFacts {
        RouteFacts(proxy: proxy, host: "h", lookup: lookup, lookupTime: time, connection: connection)
    }

    @Test(arguments: [
        (route(), [DoctorCheck.Status.ok, .ok, .ok]), (route(.direct, .found(["10.0.0.1"])), [.ok, .ok, .ok]),
        (route(.direct, .found(["10.0.0.1"]), after: .seconds(3)), [.ok, .warning, .ok]),
        (route(.direct, .failed("no name"), .notTried), [.ok, .error, .skipped]),
        (route(.direct, .timedOut, .notTried), [.ok, .error, .skipped]),
        (route(.direct, .number, .failed("Refused.", .unavailable)), [.ok, .ok, .error]),
        (route(.direct, .number, .timedOut), [.ok, .ok, .error]),
        (route(.loopback(variable: "http_proxy")), [.ok, .ok, .ok]),
        (route(.excepted(variable: "https_proxy", exception: "*", exceptionsVariable: "no_proxy")), [.ok, .ok, .ok]),
        (route(.proxy(variable: "https_proxy", host: "p", address: "p:1", hasUser: true)), [.ok, .ok, .ok]),
        (
            route(.unusable(variable: "https_proxy", reason: "Bad."), .notTried, .notTried),
            [.error, .skipped, .skipped]
        ),
    ])
    func theWayIsJudgedStepByStep(facts: RouteFacts, statuses: [DoctorCheck.Status]) {
        #expect(facts.checks.map(\.status) == statuses)
        #expect(facts.checks.map(\.id) == ["proxy", "dns", "connection"])
    }

    @Test func aDeadProxyIsNamedByItsVariable() {
        let proxy = ProxyRoute.proxy(variable: "ALL_PROXY", host: "p", address: "p:1", hasUser: false)
        let facts = Self.route(proxy, .number, .failed("Refused.", .unavailable))
        #expect(facts.checks.last?.fix?.contains("ALL_PROXY") == true && !facts.isOpen && facts.isProxied)
    }

    private static let day = 86_400

    private static func certificate(from: Int = -10, until: Int, distrust: String? = nil) -> CertificateFacts {
        CertificateFacts(
            host: "h",
            certificate: PresentedCertificate(
                subject: "h", issuer: "Authority", notBefore: 1_000_000_000 + from * day,
                notAfter: 1_000_000_000 + until * day), isProxied: false, authorities: nil, distrust: distrust,
            now: 1_000_000_000)
    }

    @Test(arguments: [
        (certificate(until: 90), DoctorCheck.Status.ok, "issued by \"Authority\" holds until 2001-12-08"),
        (certificate(until: 13), .warning, "soon"), (certificate(until: -1), .error, "not now"),
        (certificate(from: 1, until: 90), .error, "not now"),
        (certificate(until: 90, distrust: "Not trusted."), .error, "Not trusted."),
        (CertificateFacts(host: "h", isProxied: true, now: 0), .skipped, "through a proxy"),
        (CertificateFacts(host: "h", isProxied: false, now: 0), .skipped, "no certificate"),
    ])
    func theCertificateIsJudged(facts: CertificateFacts, status: DoctorCheck.Status, words: String) {
        #expect(facts.check.status == status && facts.check.message.contains(words), "\(facts.check)")
    }

    private static func server(
        _ outcome: ServerFacts.Outcome, skew: Duration? = nil, model: String? = nil
    ) -> ServerFacts {
        ServerFacts(
            url: "https://h/v1", outcome: outcome, latency: .milliseconds(5), skew: skew,
            model: model.map { ($0, "--model") })
    }

    @Test(arguments: CloudComputeError.Kind.allCases)
    func eachFailureOfTheServerIsTheErrorOfOneCheck(kind: CloudComputeError.Kind) {
        let facts = Self.server(.failed(kind, "Words."))
        let key = KeyFacts(source: .text(from: "login"), answer: facts.keyAnswer, isServerLoopback: false)
        let tls = CertificateFacts(host: "h", isProxied: false, distrust: facts.distrust, now: 0)
        let errors = (facts.checks + [key.check, tls.check]).filter { $0.status == .error }
        #expect(errors.count == 1 && errors.first?.exitCode == ExitCode(kind), "\(errors)")
        #expect(errors.first?.message.contains("Words.") == true)
    }

    @Test func whatKeepsTheProgramFromAskingIsTold() {
        #expect(Self.server(.refused("Not sent.", .configuration)).checks.map(\.status) == [.error, .skipped, .ok])
        #expect(Self.server(.notAsked("Offline."), model: "m").checks.map(\.status) == [.skipped, .skipped, .skipped])
    }

    @Test(arguments: [
        (Duration.seconds(0), DoctorCheck.Status.ok, "within 1 s"), (.seconds(-30), .ok, "within 31 s"),
        (.seconds(31), .warning, "31 s ahead of"), (.seconds(-3600), .warning, "3600 s behind"),
        (.seconds(1e12), .warning, "ahead of"),
    ])
    func clocksThatDifferAreWarnedOf(skew: Duration, status: DoctorCheck.Status, words: String) {
        let check = Self.server(.listed([]), skew: skew).checks[1]
        #expect(check.status == status && check.message.contains(words), "\(check.message)")
    }

    private static let models: [(String?, DoctorCheck.Status)] = [
        (nil, .ok), ("maker/one", .ok), ("one", .ok), ("=anything", .ok), ("maker", .error), ("nothing", .error),
    ]

    @Test(arguments: models)
    func theModelIsLookedUp(name: String?, status: DoctorCheck.Status) {
        let check = Self.server(.listed(["maker/one", "maker/two"]), model: name).checks[2]
        #expect(check.status == status && check.exitCode == (status == .error ? .badData : .done))
    }

    @Test func anAddressThatIsNotEncryptedIsAnErrorUnlessItIsAllowed() throws {
        func status(_ url: String, allowed: Bool = false) throws -> DoctorCheck.Status {
            AddressFacts(
                profile: "p", profileSource: "default", address: .usable(try BaseURL(url)), addressSource: "--base-url",
                allowsInsecureHTTP: allowed
            ).check.status
        }
        #expect(try status("https://h/v1") == .ok && status("http://127.0.0.1/v1") == .ok)
        #expect(try status("http://h/v1") == .error && status("http://h/v1", allowed: true) == .warning)
    }
}
