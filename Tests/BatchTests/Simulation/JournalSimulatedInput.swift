@testable import Batch

/// An input that people edit, sort and cut between runs.
struct JournalSimulatedInput {
    struct Line: Hashable {
        var customID: String?
        var text: String
        /// The file that it stands in.
        var file: Int
    }

    private static let paths = ["in.jsonl", "more.jsonl", "dir/in.jsonl"]

    var lines: [Line] = []
    var model = "m0"
    private let fileCount: Int

    init(_ random: inout JournalRandom) {
        fileCount = 1 + random.below(3)
        for _ in 0..<(1 + random.below(7)) { insert(&random) }
    }

    var files: [String] { Array(Self.paths[..<fileCount]) }

    /// The lines as a run reads them, blank lines counted.
    var inputLines: [InputLine] {
        let stems = InputStems.names(of: files)
        return files.indices.flatMap { file in
            lines.filter { $0.file == file }.enumerated().map { index, line in
                InputLine(
                    file: files[file], stem: stems[files[file]] ?? "", number: index + 1,
                    content: .text(Array(json(line).utf8)))
            }
        }
    }

    private func json(_ line: Line) -> String {
        guard let id = line.customID else { return "\"\(line.text)\"" }
        return "{\"custom_id\":\"\(id)\",\"prompt\":\"\(line.text)\"}"
    }

    var form: RequestBuilder {
        var form = RequestBuilder()
        form.model = model
        return form
    }

    /// Changes something, as people do.
    mutating func edit(_ random: inout JournalRandom) {
        switch random.below(8) {
        case 0: insert(&random)
        case 1: if !lines.isEmpty { lines.remove(at: random.below(lines.count)) }
        case 2:
            let index = random.below(lines.count)
            if lines.indices.contains(index), !lines[index].text.hasPrefix("named") {
                lines[index].text = Self.text(&random)
            }
        case 3: lines.shuffle(using: &random)
        case 4: model = "m\(random.below(3))"
        case 5: lines.swapAt(random.below(lines.count), random.below(lines.count), where: lines.count > 1)
        case 6: for _ in 0..<random.below(4) { insert(&random) }
        default: break
        }
    }

    private mutating func insert(_ random: inout JournalRandom) {
        var line = Line(customID: nil, text: Self.text(&random), file: random.below(fileCount))
        if random.once(in: 3) {
            // Some are named as lines without a name would be.
            let isLikeOthers = random.once(in: 5)
            let id = isLikeOthers ? "in:\(1 + random.below(9))" : "x\(random.below(6))"
            if !lines.contains(where: { $0.customID == id }) {
                line.customID = id
                // Of such a name and an equal body, nobody could tell whose result it is.
                if isLikeOthers { line.text = "named \(line.text)" }
            }
        }
        lines.insert(line, at: random.below(lines.count + 1))
    }

    private static func text(_ random: inout JournalRandom) -> String { "t\(random.below(6))" }
}

extension [JournalSimulatedInput.Line] {
    fileprivate mutating func swapAt(_ one: Int, _ other: Int, where condition: Bool) {
        if condition { swapAt(one, other) }
    }
}
