/// Texts of more than one word that stay English, each with the reason.
struct UntranslatedText {
    enum Reason {
        /// Goes to a program, a server, a file or a database, which read English.
        case forMachines
        /// Goes to the model.
        case forModels
        /// Goes to the log of `--verbose`, or names a fault of the program.
        case forDevelopers
        /// Stands in the documentation, which is in English.
        case forDocumentation
        /// A name, which is the same everywhere.
        case name
    }

    /// A folder, a file, or a file and the text that stands there.
    let place: String
    var text: String?
    let reason: Reason

    static let all: [UntranslatedText] =
        [
            UntranslatedText(place: "Sandbox/", reason: .forMachines)
        ] + support + chatAndTools + client + batch + commands

    func holds(_ text: String, in file: String) -> Bool {
        (place.hasSuffix("/") ? file.hasPrefix(place) : file == place) && (self.text.map { $0 == text } ?? true)
    }

    static func holds(_ text: String, in file: String) -> Bool { all.contains { $0.holds(text, in: file) } }
}
