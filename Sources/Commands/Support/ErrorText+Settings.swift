import Files
import Localization
import Settings

/// What is wrong with the settings.
extension ErrorText {
    static func text(_ error: SettingsError) -> String {
        switch error {
        case .unknownProfile(let name, let source, let file, let known) where known.isEmpty:
            localized("There is no profile \"\(name)\" (\(source)) in \(file).")
        case .unknownProfile(let name, let source, let file, let known):
            localized(
                "There is no profile \"\(name)\" (\(source)) in \(file); it has \(known.joined(separator: ", ")).")
        case .unknownEntry(let name, let file, let known):
            localized("\(file) has an unknown entry \"\(name)\"; the known ones are \(known.joined(separator: ", ")).")
        case .notABoolean(let entry, let file): localized("\(file): \"\(entry)\" should be true or false.")
        case .notANumber(let entry, let file): localized("\(file): \"\(entry)\" should be a number.")
        case .badCommand(let mistake, let entry, let file):
            localized("\(file): \"\(entry)\" \(text(mistake)).")
        case .badYAML(let error, let file): text(error, in: Message(verbatim: file))
        case .noHome(let variable):
            localized("This account has no home folder to keep files in: set HOME, or \(variable) to a folder.")
        case .badFile(let file, let fault): text(file, fault)
        }
    }

    /// What is said of a file with a key in it that is used all the same.
    static func warning(of file: SettingsFile) -> String {
        let path = ShellWord.quoted(file.path)
        return switch file {
        case .configuration:
            localized("\(name(file)) holds a key and may be read by other accounts; run `chmod 600 \(path)`.")
        case .key: localized("\(name(file)) may be read by other accounts; run `chmod 600 \(path)`.")
        }
    }

    private static func text(_ mistake: ShellWord.Mistake) -> Message {
        switch mistake {
        case .openQuote: Message("has a quotation mark or a backslash without its end")
        case .needsShell(let scalar):
            Message("has a \(scalar), but no shell runs it; put it in quotes, or write sh -c '…'")
        case .noProgram: Message("names no program")
        }
    }

    private static func name(_ file: SettingsFile) -> Message {
        switch file {
        case .configuration(let path): Message(verbatim: path)
        case .key(let path, let source): Message("The key file \(path) (\(source))")
        }
    }

    private static func text(_ file: SettingsFile, _ fault: SettingsFile.Fault) -> String {
        let name = name(file)
        let path = ShellWord.quoted(file.path)
        switch fault {
        case .missing: return localized("\(name) cannot be read: no such file or directory.")
        case .unreadable(let error): return localized("\(name) cannot be read: \(error.reason).")
        case .notText: return localized("\(name) is not UTF-8 text.")
        case .notAKey:
            return localized("\(name) should hold the key on one line, and nothing else but lines that begin with #.")
        case .foreignOwner(let owner, let user):
            return localized(
                "\(name) belongs to another account (user id \(owner)), so it is not used; "
                    + "if it says what you want, run `chown \(user) \(path)`.")
        case .writableByOthers:
            let mode =
                switch file {
                case .configuration: "go-w"
                case .key: "600"
                }
            return localized(
                "\(name) may be changed by other accounts, so it is not used; "
                    + "if it says what you want, run `chmod \(mode) \(path)`.")
        case .replaceableByOthers(let folder):
            return localized(
                "\(name) lies in a folder in which every account may replace it, so it is not used; "
                    + "run `chmod o-w \(ShellWord.quoted(folder))`.")
        }
    }
}

extension Settings.Source: CustomStringConvertible {
    /// The source in a few words.
    package var description: String { localized(words) }

    /// The source in a few words, for people and for machines.
    var words: Message {
        switch self {
        case .flag(.profile): Message(verbatim: "--profile")
        case .flag(.baseURL): Message(verbatim: "--base-url")
        case .flag(.apiKeyFile): Message(verbatim: "--api-key-file")
        case .flag(.model): Message(verbatim: "--model")
        case .environment(let name): Message("environment variable \(name)")
        case .profile(let entry, let file): Message("\(entry) in \(file)")
        case .login(let file, _): Message("login, in \(file)")
        case .typed: Message("your input")
        case .instance: Message(verbatim: "--on")
        case .sandbox: Message(verbatim: "--sandbox")
        case .standard: Message("default")
        }
    }
}
