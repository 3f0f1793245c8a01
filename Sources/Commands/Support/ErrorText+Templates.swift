import Files
import Localization
import PromptTemplates
import YAML

/// What is wrong with a prompt template or the YAML in it.
extension ErrorText {
    static func text(_ error: PromptTemplateError) -> String {
        let name = Message("The template \(error.path)")
        return switch error.reason {
        case .unreadable(let failure):
            error.path.contains("/")
                ? localized("\(name) cannot be read: \(failure.reason).")
                : localized(
                    "\(name) cannot be read: \(failure.reason); cloudcompute template list lists the saved ones.")
        case .notText: localized("\(name) is not UTF-8 text.")
        case .openFrontMatter: localized("\(name) begins with \"---\" but has no second \"---\".")
        case .empty: localized("\(name) has neither a body nor a system prompt.")
        // The front matter begins in the second line.
        case .frontMatter(let yaml): text(yaml, in: Message("The front matter of \(error.path)"), firstLine: 2)
        case .unknownEntry(let entry, let known):
            localized("\(name) has an unknown entry \"\(entry)\"; the known ones are \(known.joined(separator: ", ")).")
        case .missingValues(let names): localized("\(name) needs a value for \(names.joined(separator: ", ")).")
        }
    }

    /// - Parameters:
    ///   - name: What was read.
    ///   - firstLine: Where the text begins in its file.
    static func text(_ error: YAMLError, in name: Message, firstLine: Int = 1) -> String {
        let place = error.line.map { Message("\(name), line \($0 + firstLine - 1)") } ?? name
        return switch error.problem {
        case .tooLarge(let nodes, let depth):
            localized("\(place) has more than \(nodes) entries, or is nested deeper than \(depth).")
        case .tooManyAliases(let maximum):
            localized("\(place) uses more than \(maximum) aliases (*name); write out what they stand for.")
        case .notYAML(let reason): localized("\(place) is not YAML: \(reason).")
        case .notAMapping: localized("\(place): expected entries of the form \"name: value\".")
        case .notAName: localized("\(place): expected a name before the colon.")
        case .notText(let entry): localized("\(place): \"\(entry)\" should be text.")
        }
    }
}
