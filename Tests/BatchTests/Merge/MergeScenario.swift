import Foundation
import JSON

@testable import Batch

/// Parts and an input by chance, and what a merge must make of them, found without any cleverness.
struct MergeScenario {
    /// A whole line of a part.
    struct Line {
        var bytes: [UInt8]
        var id: String
        var isResult: Bool
        var isOfBadLine: Bool
        var sentAt: Int
        /// The line of the input that it is of, once that is known.
        var input: Int?
    }

    /// A line of the input by the two names that it may have in the parts.
    struct InputName {
        var id: String
        var place: String
    }

    private var random: SplitMix64
    let folder: String
    private(set) var input: [UInt8] = []
    private(set) var names: [InputName] = []
    private(set) var files: [(name: String, bytes: [UInt8])] = []
    /// The whole lines in the order in which the merge meets them.
    private(set) var lines: [Line] = []
    private(set) var torn = 0
    private(set) var foreignLines: [MergeReport.ForeignLine] = []

    init(seed: UInt64, folder: String) {
        random = SplitMix64(seed: seed)
        self.folder = folder
        makeInput()
        let parts = Int.random(in: 1...4, using: &random)
        for part in 0..<parts {
            for name in ["out.\(part)-of-\(parts).jsonl", "out.\(part)-of-\(parts).errors.jsonl"] {
                files.append((name, makeFile("\(folder)/\(name)")))
            }
        }
    }

    private mutating func chance(_ share: Double) -> Bool { random.fraction() < share }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private mutating func makeInput() {
        for number in 1...Int.random(in: 1...25, using: &random) {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: input += Array("\"prompt \(number)\"\n".utf8)
            case 1:
                input += Array("  \n".utf8)
                continue
            case 2:
                input += Array("{\"custom_id\":\"bad \(number)\",\"prompt\":3}\n".utf8)
                names.append(InputName(id: "bad \(number)", place: "\(folder)/in.jsonl:\(number)"))
                continue
            case 3 where !names.isEmpty:
                let id = pick(names).id
                input += Array("{\"prompt\":\"again\",\"custom_id\":\(JSONValue.string(id).jsonText)}\n".utf8)
                names.append(InputName(id: id, place: "\(folder)/in.jsonl:\(number)"))
                continue
            default:
                let id = "id \"\(number)\" \\é"
                input += Array("{\"prompt\":\"x\",\"custom_id\":\(JSONValue.string(id).jsonText)}\n".utf8)
                names.append(InputName(id: id, place: "\(folder)/in.jsonl:\(number)"))
                continue
            }
            names.append(InputName(id: "in:\(number)", place: "\(folder)/in.jsonl:\(number)"))
        }
    }

    private mutating func makeFile(_ path: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var number = 1
        for _ in 0..<Int.random(in: 0...14, using: &random) {
            let line = makeLine()
            switch Int.random(in: 0..<14, using: &random) {
            case 0:
                let other = makeLine()
                bytes += line.bytes + [0, 0, 0] + other.bytes
                lines += [line, other]
                torn += 1
            case 1:
                bytes += [0, 0] + line.bytes
                lines.append(line)
                torn += 1
            case 2:
                bytes += line.bytes.prefix(Int.random(in: 1..<line.bytes.count, using: &random))
                foreignLines.append(.init(file: path, line: number))
            case 3:
                bytes += line.bytes.prefix(Int.random(in: 1..<line.bytes.count, using: &random)) + makeLine().bytes
                foreignLines.append(.init(file: path, line: number))
            case 4:
                bytes += Array(
                    pick(["hello", "{}", "{\"custom_id\":\"a\"}", "\u{FEFF}"]).utf8)
                foreignLines.append(.init(file: path, line: number))
            case 5:
                bytes += line.bytes + [0x0D]
                lines.append(line)
            default:
                bytes += line.bytes
                lines.append(line)
            }
            bytes.append(0x0A)
            number += 1
        }
        let last = makeLine()
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            bytes += last.bytes
            lines.append(last)
        case 1:
            bytes += last.bytes.prefix(Int.random(in: 1..<last.bytes.count, using: &random))
            torn += 1
        case 2:
            bytes += Array("no end".utf8)
            foreignLines.append(.init(file: path, line: number))
        default: break
        }
        return bytes
    }

    private mutating func makeLine() -> Line {
        let name = names.randomElement(using: &random) ?? InputName(id: "none", place: "none:1")
        let isResult = chance(0.6)
        let isOfBadLine = !isResult && chance(0.3)
        let id = chance(0.1) ? "foreign \(Int.random(in: 0..<3, using: &random))" : isOfBadLine ? name.place : name.id
        let sentAt = isOfBadLine || chance(0.1) ? 0 : Int.random(in: 1...4, using: &random) * 500_000
        let digits = String(repeating: pick(Array("0123456789abcdef")), count: 32)
        let body = pick([
            #"{"a":"}{\"]\\"}"#, "[[],{}]", #""{\"id\":\"batch_req_""#, #"{"error":null}"#, "\"é\u{2028}\"",
        ])
        var text = "{\"id\":\"batch_req_\(digits)\",\"custom_id\":\(JSONValue.string(id).jsonText),\"response\":"
        text += isOfBadLine ? "null" : "{\"status_code\":200,\"request_id\":\"\(random.next())\",\"body\":\(body)}"
        text +=
            isResult
            ? ",\"error\":null"
            : ",\"error\":{\"code\":\"\(isOfBadLine ? "invalid_line" : "500")\",\"message\":\"m {\\\"\"}"
        if sentAt > 0 {
            let fraction = sentAt % 1_000_000 == 0 ? "000000" : "500000"
            text += ",\"timings\":{\"sent_at\":\(sentAt / 1_000_000).\(fraction),\"attempts\":1,\"latency\":2.000}"
        }
        return Line(
            bytes: Array((text + "}").utf8), id: id, isResult: isResult, isOfBadLine: isOfBadLine, sentAt: sentAt)
    }
}

extension MergeScenario {
    /// What the merge must make.
    struct Expectation {
        var results: [UInt8] = []
        var failures: [UInt8] = []
        var report = MergeReport()
    }

    func expectation(knowsInput: Bool, isOrdered: Bool) -> Expectation {
        var expectation = Expectation()
        var chosen: [(index: Int, line: Line, count: Int)] = []
        for (index, line) in lines.enumerated() {
            guard let known = chosen.firstIndex(where: { $0.line.id == line.id }) else {
                chosen.append((index, line, 1))
                continue
            }
            chosen[known].count += 1
            let former = chosen[known].line
            let isBetter = line.isResult == former.isResult ? line.sentAt >= former.sentAt : line.isResult
            if isBetter { (chosen[known].index, chosen[known].line) = (index, line) }
        }
        if knowsInput {
            for index in chosen.indices {
                chosen[index].line.input = names.firstIndex { $0.id == chosen[index].line.id }
            }
            let answered = Set(chosen.compactMap(\.line.input))
            chosen.removeAll { entry in
                guard entry.line.isOfBadLine, entry.line.input == nil,
                    let input = names.firstIndex(where: { $0.place == entry.line.id }), answered.contains(input)
                else { return false }
                expectation.report.droppedLines += entry.count
                return true
            }
            for index in chosen.indices where chosen[index].line.isOfBadLine && chosen[index].line.input == nil {
                chosen[index].line.input = names.firstIndex { $0.place == chosen[index].line.id }
            }
        }
        chosen.sort { $0.index < $1.index }
        var report = expectation.report
        report.droppedLines += chosen.reduce(0) { $0 + $1.count - 1 }
        report.doubled = chosen.count { $0.count > 1 }
        report.doubledIDs = Array(chosen.filter { $0.count > 1 }.map(\.line.id).prefix(20))
        report.tornLines = torn
        report.foreignLines = foreignLines.count
        report.foreignLinePlaces = Array(foreignLines.prefix(20))
        if knowsInput {
            let answered = Set(chosen.compactMap(\.line.input))
            let open = names.indices.filter { !answered.contains($0) }
            let missing = open.filter { line in names.firstIndex { $0.id == names[line].id } == line }
                .map { names[$0].id }
            report.repeated = open.count - missing.count
            report.lines = names.count
            report.missing = missing.count
            report.missingIDs = Array(missing.prefix(20))
            let foreign = chosen.filter { $0.line.input == nil }
            report.foreign = foreign.count
            report.foreignIDs = Array(foreign.map(\.line.id).prefix(20))
        }
        if isOrdered {
            chosen.sort { ($0.line.input ?? .max, $0.index) < ($1.line.input ?? .max, $1.index) }
        }
        for entry in chosen {
            if entry.line.isResult {
                report.results += 1
                expectation.results += entry.line.bytes + [0x0A]
            } else {
                report.failures += 1
                expectation.failures += entry.line.bytes + [0x0A]
            }
        }
        expectation.report = report
        return expectation
    }
}
