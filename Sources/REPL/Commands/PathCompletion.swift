import Files
import Foundation
import LineEditor

/// Completes paths of files.
enum PathCompletion {
    /// The files whose paths begin so; a folder ends in a slash and does not end the word.
    static func complete(_ typed: String, start: Int, besides words: [String] = []) -> Completion? {
        let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
        let (folder, beginning) = (String(typed[..<cut]), typed[cut...])
        let expanded = folder.isEmpty ? "." : HomeDirectory.expand(folder)
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
