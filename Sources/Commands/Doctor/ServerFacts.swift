import CloudComputeClient
import Conversations
import JSON
import Localization

/// What the server answers to a request for its models, by its own clock and about the model that is set.
struct ServerFacts: Sendable {
    enum Outcome: Sendable, Hashable {
        case listed([String])
        /// It answered, or could not: the kind of failure, as a sentence.
        case failed(CloudComputeError.Kind, String)
        /// The settings keep the program from asking; why, as a sentence.
        case refused(String, ExitCode)
        /// Nobody asked; why, as a sentence.
        case notAsked(String)
    }

    /// A difference of clocks from which on it is told of.
    static let maximumSkew = Duration.seconds(30)
    /// The time allowed for the request.
    static let patience = Duration.seconds(15)

    var url: String
    var outcome: Outcome
    var latency: Duration?
    /// How far this clock is ahead of the server's; `nil` where that does not tell the time.
    var skew: Duration?
    /// The model that is set, and where.
    var model: (name: String, source: String)?

    var checks: [DoctorCheck] { [serverCheck, clockCheck, modelCheck] }

    /// What the server said of the key.
    var keyAnswer: KeyFacts.Answer {
        switch outcome {
        case .listed: .accepted
        case .failed(let kind, let words) where Self.isAboutKey(kind): .refused(words, .notAllowed)
        case .failed, .refused, .notAsked: .unknown
        }
    }

    /// What is wrong with the server's certificate.
    var distrust: String? {
        if case .failed(.untrustedCertificate, let words) = outcome { words } else { nil }
    }

    private static func isAboutKey(_ kind: CloudComputeError.Kind) -> Bool {
        [.unauthorized, .paymentRequired, .forbidden].contains(kind)
    }

    private var serverCheck: DoctorCheck {
        let answers =
            latency.map { localized("\(url) answers in \(Int(clamping: $0.wholeMilliseconds)) ms") }
            ?? localized("\(url) answers")
        var facts: JSONObject = ["base_url": .string(url), "milliseconds": JSONValue(milliseconds: latency)]
        switch outcome {
        case .listed(let models):
            facts["models"] = JSONValue(models.count)
            return .ok(
                "server",
                localized("\(answers) and lists \(models.count) \(models.count, "model", "models")."),
                facts)
        case .failed(let kind, _) where Self.isAboutKey(kind):
            facts["failure"] = .string(kind.rawValue)
            return .ok("server", localized("\(answers), but refuses the request; see \"key\"."), facts)
        case .failed(.untrustedCertificate, _):
            facts["failure"] = .string(CloudComputeError.Kind.untrustedCertificate.rawValue)
            return .skipped(
                "server", localized("Nothing was asked, since the certificate is not trusted; see \"tls\"."),
                facts)
        case .failed(let kind, let words):
            facts["failure"] = .string(kind.rawValue)
            return .error("server", words, fix: fix(kind), ExitCode(kind), facts)
        case .refused(let words, let code):
            return .error(
                "server", words,
                fix: localized("Correct the settings; `cloudcompute config show` shows them."), code, facts)
        case .notAsked(let reason): return .skipped("server", reason, facts)
        }
    }

    private func fix(_ kind: CloudComputeError.Kind) -> String {
        switch kind {
        case .notFound, .badReply:
            localized("Check the path of the base URL; `cloudcompute config show` shows where it is set.")
        case .rateLimited: localized("Wait, and run this again.")
        case .unreachable: localized("Check the network, the proxy and the port of the base URL.")
        default: localized("Run this again later; if it stays so, ask who runs the server.")
        }
    }

    private var clockCheck: DoctorCheck {
        guard let skew else {
            if case .notAsked(let reason) = outcome { return .skipped("clock", reason) }
            return .skipped("clock", localized("The server did not tell the time."))
        }
        let seconds = skew.components.seconds
        let facts: JSONObject = ["skew_seconds": JSONValue(Int(clamping: seconds))]
        let size = seconds.magnitude
        guard size > Self.maximumSkew.components.seconds.magnitude else {
            return .ok(
                "clock", localized("This machine's clock agrees with the server's within \(size + 1) s."),
                facts)
        }
        return .warning(
            "clock",
            seconds > 0
                ? localized("This machine's clock is \(size) s ahead of the server's.")
                : localized("This machine's clock is \(size) s behind the server's."),
            fix: localized("Set the clock, for example with `timedatectl set-ntp true`."), facts)
    }

    private var modelCheck: DoctorCheck {
        guard let model else {
            return .ok(
                "model", localized("No model is set, so that commands need --model."),
                ["name": nil])
        }
        var facts: JSONObject = ["name": .string(model.name), "source": .string(model.source)]
        let name = ModelName(model.name)
        if let literal = name.literal {
            return .ok(
                "model",
                localized("\(literal) (\(model.source)) is sent as it is, whatever the server lists."), facts)
        }
        guard case .listed(let ids) = outcome else {
            return .skipped(
                "model", localized("Whether the server lists \(model.name) (\(model.source)) is not known."),
                facts)
        }
        switch name.meaning(among: ids) {
        case .exact(let id):
            facts["id"] = .string(id)
            return .ok("model", localized("The server lists \(id) (\(model.source))."), facts)
        case .part(let id):
            facts["id"] = .string(id)
            return .ok(
                "model",
                localized("\(model.name) (\(model.source)) is a part of \(id), which the server lists."), facts)
        case .several, .near, .unlisted:
            return .error(
                "model", localized("The server does not list \(model.name) (\(model.source))."),
                fix: localized("Choose one of `cloudcompute models`."), .badData, facts)
        }
    }
}
