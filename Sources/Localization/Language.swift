import Synchronization

/// A language that messages are written in.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"

    /// The language of a locale's name, such as `ru_RU.UTF-8`; `nil` for one that is not spoken here.
    package init?(localeName name: String) {
        let code = name.utf8.prefix { !"_.@-".utf8.contains($0) }
        guard let language = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(code) }) else { return nil }
        self = language
    }

    /// The language that the environment asks for, in the order of POSIX and of GNU gettext: `LANGUAGE` counts where the locale is
    /// one of a language; English where none is known.
    package init(environment: [String: String]) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        guard let locale = names.first(where: { !$0.isEmpty }),
            !["C", "POSIX"].contains(String(locale.prefix { $0 != "." }))
        else {
            self = .english
            return
        }
        let wished = (environment["LANGUAGE"] ?? "").split(separator: ":").map(String.init) + [locale]
        self = wished.lazy.compactMap { Language(localeName: $0) }.first ?? .english
    }

    private static let process = Atomic<Bool>(false)
    @TaskLocal private static var ofTask: Language?

    /// The language in force: English, until the program has chosen.
    package static var current: Language {
        ofTask ?? (process.load(ordering: .relaxed) ? .russian : .english)
    }

    /// Chooses the language of this process.
    package func use() { Self.process.store(self == .russian, ordering: .relaxed) }

    /// Runs the body with this language in force for its task.
    package func during<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result: Swift.Result<Result, Failure> = Self.$ofTask.withValue(self) {
            do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// What stands between thousands.
    package var thousandsSeparator: Character {
        switch self {
        case .english: ","
        case .russian: "\u{A0}"
        }
    }

    /// The place of a number's word among its forms: one and other in English; one, few and many in Russian.
    func form(of count: Int) -> Int {
        switch self {
        case .english: return count == 1 ? 0 : 1
        case .russian:
            let (tens, ones) = ((count % 100).magnitude, (count % 10).magnitude)
            if ones == 1, tens != 11 { return 0 }
            return (2...4).contains(ones) && !(12...14).contains(tens) ? 1 : 2
        }
    }
}
