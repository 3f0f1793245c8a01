import JSON
import Localization

/// Where the API key comes from, and what the server says of it; never the key.
struct KeyFacts: Sendable {
    enum Source: Sendable, Hashable {
        case none
        /// A setting says that the server wants none.
        case keyless(by: String)
        case text(from: String)
        case command(from: String, hasRun: Bool)
        /// There is one that cannot be used; why, as a sentence.
        case unusable(String, ExitCode)
        /// The settings are not known.
        case unknown
    }

    /// What the server made of it.
    enum Answer: Sendable, Hashable {
        case unknown
        case accepted
        case refused(String, ExitCode)
    }

    var source: Source
    var answer = Answer.unknown
    var isServerLoopback: Bool

    private static var fix: String {
        localized("Run `cloudcompute login`, set CLOUDCOMPUTE_API_KEY or pass --api-key-file FILE.")
    }

    private var origin: (kind: String, place: String?, sentence: String) {
        switch source {
        case .none: ("none", nil, localized("No API key is set"))
        case .keyless(let place): ("keyless", place, localized("No API key is sent (\(place))"))
        case .text(let place): ("text", place, localized("The API key is set (\(place))"))
        case .command(let place, _):
            ("command", place, localized("The API key comes from a command (\(place))"))
        case .unusable: ("unusable", nil, localized("The API key cannot be used"))
        case .unknown: ("unknown", nil, localized("It is not known where the API key comes from"))
        }
    }

    var check: DoctorCheck {
        let (kind, place, sentence) = origin
        let accepted: JSONValue =
            switch answer {
            case .unknown: .null
            case .accepted: true
            case .refused: false
            }
        let facts: JSONObject = ["kind": .string(kind), "source": JSONValue(place), "accepted": accepted]
        switch (source, answer) {
        case (.unusable(let words, let code), _): return .error("key", words, fix: Self.fix, code, facts)
        case (_, .refused(let words, let code)):
            let fix =
                source == .none ? Self.fix : localized("Check the key and the account, then run `cloudcompute login`.")
            return .error(
                "key", localized("\(sentence), and the server refuses the request: \(words)"), fix: fix,
                code, facts)
        case (.unknown, _):
            return .skipped("key", localized("\(sentence), since the settings cannot be read."), facts)
        case (.none, .unknown) where !isServerLoopback:
            return .error("key", "\(sentence).", fix: Self.fix, .configuration, facts)
        case (.none, .unknown):
            return .ok("key", localized("\(sentence); a server on this machine may not need one."), facts)
        case (.none, .accepted):
            return .ok("key", localized("\(sentence), and the server answers without one."), facts)
        case (.command(_, hasRun: false), _):
            return .ok("key", localized("\(sentence), which was not run."), facts)
        case (_, .accepted): return .ok("key", localized("\(sentence); the server answers."), facts)
        case (_, .unknown):
            return .ok("key", localized("\(sentence); the server was not asked about it."), facts)
        }
    }
}
