import Files
import PromptTemplates
import YAML

/// What is wrong with a prompt template or the YAML in it.
extension ErrorText {
    static func text(_ error: PromptTemplateError) -> String {
        let name = "The template \(error.path)"
        return switch error.reason {
        case .unreadable(let failure):
            "\(name) cannot be read: \(failure.reason)"
                + (error.path.contains("/") ? "." : "; cloudcompute template list lists the saved ones.")
        case .notText: "\(name) is not UTF-8 text."
        case .openFrontMatter: "\(name) begins with \"---\" but has no second \"---\"."
        case .empty: "\(name) has neither a body nor a system prompt."
        // The front matter begins in the second line.
        case .frontMatter(let yaml): text(yaml, in: "The front matter of \(error.path)", firstLine: 2)
        case .unknownEntry(let entry, let known):
            "\(name) has an unknown entry \"\(entry)\"; the known ones are \(known.joined(separator: ", "))."
        case .missingValues(let names): "\(name) needs a value for \(names.joined(separator: ", "))."
        }
    }

    /// - Parameters:
    ///   - name: What was read.
    ///   - firstLine: Where the text begins in its file.
    static func text(_ error: YAMLError, in name: String, firstLine: Int = 1) -> String {
        let place = error.line.map { "\(name), line \($0 + firstLine - 1)" } ?? name
        return switch error.problem {
        case .tooLarge(let nodes, let depth):
            "\(place) has more than \(nodes) entries, or is nested deeper than \(depth)."
        case .tooManyAliases(let maximum):
            "\(place) uses more than \(maximum) aliases (*name); write out what they stand for."
        case .notYAML(let reason): "\(place) is not YAML: \(reason)."
        case .notAMapping: "\(place): expected entries of the form \"name: value\"."
        case .notAName: "\(place): expected a name before the colon."
        case .notText(let entry): "\(place): \"\(entry)\" should be text."
        }
    }
}
