import CloudComputeClient
package import ConversationStore
import Files
import Foundation
package import LineEditor
import Settings

/// Completes slash commands and what follows them.
package struct CommandCompleter: LineCompleter {
    private static let levels = ["none", "minimal", "low", "medium", "high"]
    private static let fields = [
        "frequency_penalty", "max_completion_tokens", "max_tokens", "presence_penalty", "reasoning_effort", "seed",
        "stop", "temperature", "top_p",
    ]

    private let memory: CompletionMemory
    private let store: ConversationStore?

    /// Creates a completer.
    package init(memory: CompletionMemory, store: ConversationStore?) {
        self.memory = memory
        self.store = store
    }

    /// What may stand in place of the word at the cursor.
    package func complete(_ line: String, cursor: Int) -> Completion? {
        let typed = String(String.UnicodeScalarView(line.unicodeScalars.prefix(cursor)))
        guard typed.hasPrefix("/"), !typed.hasPrefix("//") else { return nil }
        guard let space = typed.firstIndex(where: \.isWhitespace) else {
            let names = SlashCommand.all.map { "/\($0.name)" }.filter { $0.hasPrefix(typed) }
            return Completion(start: 0, candidates: names.sorted(), suffix: " ")
        }
        let name = typed[typed.index(after: typed.startIndex)..<space]
        let argument = String(typed[typed.index(after: space)...].drop(while: \.isWhitespace))
        let start = cursor - argument.unicodeScalars.count
        func among(_ candidates: [String], suffix: String = " ") -> Completion? {
            let fitting = candidates.filter { $0.hasPrefix(argument) }
            return fitting.isEmpty ? nil : Completion(start: start, candidates: fitting, suffix: suffix)
        }
        switch name {
        case "help": return among(SlashCommand.all.map(\.name).sorted())
        case "model", "retry", "models": return among(memory.models.map(\.id).sorted(), suffix: "")
        case "open":
            let titles = (try? store?.titles(startingWith: argument, limit: 100)) ?? []
            return titles.isEmpty ? nil : Completion(start: start, candidates: titles, suffix: "")
        case "set": return argument.contains(" ") ? nil : among(Self.fields)
        case "think": return among(["show", "hide", "off"] + Self.levels, suffix: "")
        case "markdown": return among(["on", "off"], suffix: "")
        case "system": return among(["off"], suffix: "")
        case "copy": return among(["code"], suffix: "")
        case "attach": return Self.paths(argument, start: start, besides: ["list", "drop"])
        case "image": return Self.paths(argument, start: start)
        case "template": return Self.paths(argument, start: start, besides: ["off"])
        case "export":
            let words = argument.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard words.count == 2, Transcript.Form(rawValue: String(words[0])) != nil else {
                return Self.paths(argument, start: start, besides: Transcript.Form.allCases.map(\.rawValue))
            }
            return Self.paths(String(words[1]), start: cursor - words[1].unicodeScalars.count)
        default: return nil
        }
    }

    /// The files whose paths begin so; a folder ends in a slash and does not end the word.
    private static func paths(_ typed: String, start: Int, besides words: [String] = []) -> Completion? {
        let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
        let (folder, beginning) = (String(typed[..<cut]), typed[cut...])
        let expanded = folder.isEmpty ? "." : HomeFolder.expand(folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: expanded)) ?? []
        let fitting = names.filter { $0.hasPrefix(beginning) && (!$0.hasPrefix(".") || beginning.hasPrefix(".")) }
        let paths = fitting.sorted().map { name -> String in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(expanded)/\(name)", isDirectory: &isFolder)
            return folder + name + (isFolder.boolValue ? "/" : "")
        }
        let candidates = words.filter { $0.hasPrefix(typed) } + paths
        guard !candidates.isEmpty else { return nil }
        let endsWord = candidates.count == 1 && candidates.first?.hasSuffix("/") == false
        return Completion(start: start, candidates: candidates, suffix: endsWord ? " " : "")
    }
}
