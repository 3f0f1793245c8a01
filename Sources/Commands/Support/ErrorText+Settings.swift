import Files
import Settings

/// What is wrong with the settings.
extension ErrorText {
    static func text(_ error: SettingsError) -> String {
        switch error {
        case .unknownProfile(let name, let source, let file, let known):
            "There is no profile \"\(name)\" (\(source)) in \(file)"
                + (known.isEmpty ? "." : "; it has \(known.joined(separator: ", ")).")
        case .unknownEntry(let name, let file, let known):
            "\(file) has an unknown entry \"\(name)\"; the known ones are \(known.joined(separator: ", "))."
        case .notABoolean(let entry, let file): "\(file): \"\(entry)\" should be true or false."
        case .notANumber(let entry, let file): "\(file): \"\(entry)\" should be a number."
        case .badCommand(let mistake, let entry, let file): "\(file): \"\(entry)\" \(text(mistake))."
        case .badYAML(let error, let file): text(error, in: file)
        case .noHome(let variable):
            "This account has no home folder to keep files in: set HOME, or \(variable) to a folder."
        case .badFile(let file, let fault): text(file, fault)
        }
    }

    /// What is said of a file with a key in it that is used all the same.
    static func warning(of file: SettingsFile) -> String {
        let holds =
            switch file {
            case .configuration: " holds a key and"
            case .key: ""
            }
        return "\(name(file))\(holds) may be read by other accounts; run `chmod 600 \(ShellWord.quoted(file.path))`."
    }

    private static func text(_ mistake: ShellWord.Mistake) -> String {
        switch mistake {
        case .openQuote: "has a quotation mark or a backslash without its end"
        case .needsShell(let scalar): "has a \(scalar), but no shell runs it; put it in quotes, or write sh -c '…'"
        case .noProgram: "names no program"
        }
    }

    private static func name(_ file: SettingsFile) -> String {
        switch file {
        case .configuration(let path): path
        case .key(let path, let source): "The key file \(path) (\(source))"
        }
    }

    private static func text(_ file: SettingsFile, _ fault: SettingsFile.Fault) -> String {
        let name = name(file)
        let path = ShellWord.quoted(file.path)
        switch fault {
        case .missing: return "\(name) cannot be read: no such file or directory."
        case .unreadable(let error): return "\(name) cannot be read: \(error.reason)."
        case .notText: return "\(name) is not UTF-8 text."
        case .notAKey: return "\(name) should hold the key on one line, and nothing else but lines that begin with #."
        case .foreignOwner(let owner, let user):
            return "\(name) belongs to another account (user id \(owner)), so it is not used; "
                + "if it says what you want, run `chown \(user) \(path)`."
        case .writableByOthers:
            let mode =
                switch file {
                case .configuration: "go-w"
                case .key: "600"
                }
            return "\(name) may be changed by other accounts, so it is not used; "
                + "if it says what you want, run `chmod \(mode) \(path)`."
        case .replaceableByOthers(let folder):
            return "\(name) lies in a folder in which every account may replace it, so it is not used; "
                + "run `chmod o-w \(ShellWord.quoted(folder))`."
        }
    }
}

extension Settings.Source: CustomStringConvertible {
    /// The source in a few words.
    package var description: String {
        switch self {
        case .flag(.profile): "--profile"
        case .flag(.baseURL): "--base-url"
        case .flag(.apiKeyFile): "--api-key-file"
        case .flag(.model): "--model"
        case .environment(let name): "environment variable \(name)"
        case .profile(let entry, let file): "\(entry) in \(file)"
        case .login(let file, _): "login, in \(file)"
        case .typed: "login"
        case .instance: "--on"
        case .sandbox: "--sandbox"
        case .standard: "default"
        }
    }
}
