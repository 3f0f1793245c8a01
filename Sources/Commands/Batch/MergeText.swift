import Batch
import JSON
import Localization
import Terminal

/// What a merge found, for a person and for a script.
enum MergeText {
    static func text(_ report: MergeReport, output: String, list: String?) -> String {
        var lines = [counts(report)]
        if report.lines == nil {
            lines.append(
                localized("Without the input it is not known which ids are missing or foreign; name it with --input."))
            lines += ids(
                localized("Not finished"), Array(report.unfinished.prefix(MergeReport.listLength)),
                report.unfinished.count)
            if report.lost > 0 {
                lines.append(
                    localized(
                        "Missing: \(number(report.lost)) \(report.lost, "line", "lines") of the pool that no part has.")
                )
            }
            if report.isComplete == nil {
                lines.append(localized("Not known to be complete: not all runs report their status."))
            }
        }
        lines += report.absent.map(text)
        lines += ids(localized("Missing"), report.missingIDs, report.missing)
        lines += ids(localized("Doubled"), report.doubledIDs, report.doubled)
        lines += ids(localized("Foreign"), report.foreignIDs, report.foreign)
        let places = report.foreignLinePlaces.map { "\($0.file):\($0.line)" }
        lines += ids(localized("Lines that are not results"), places, report.foreignLines)
        lines.append(localized("Results: \(output)"))
        if report.failures > 0 { lines.append(localized("Failures: \(BatchRun.errorsPath(output))")) }
        if let list { lines.append(localized("List: \(list)")) }
        return lines.joined(separator: "\n")
    }

    private static func counts(_ report: MergeReport) -> String {
        var parts = [
            localized("\(number(report.results)) \(report.results, "result", "results")"),
            localized("\(number(report.failures)) failed"),
        ]
        if report.lines != nil { parts.append(localized("\(number(report.missing)) missing")) }
        if report.doubled > 0 {
            let lines = report.droppedLines
            parts.append(
                localized("\(number(report.doubled)) doubled (\(number(lines)) \(lines, "line", "lines") left out)"))
        } else if report.droppedLines > 0 {
            let lines = report.droppedLines
            parts.append(
                localized(
                    "\(number(lines)) \(lines, "failure", "failures") left out (another outcome of the same line is there)"
                ))
        }
        if report.repeated > 0 {
            let lines = report.repeated
            parts.append(
                localized("\(number(lines)) \(lines, "line", "lines") not sent (an earlier line has the same id)"))
        }
        if report.foreign > 0 { parts.append(localized("\(number(report.foreign)) foreign")) }
        if report.foreignLines > 0 {
            let lines = report.foreignLines
            parts.append(localized("\(number(lines)) \(lines, "line", "lines") not a result"))
        }
        if report.tornLines > 0 {
            let lines = report.tornLines
            parts.append(localized("\(number(lines)) \(lines, "line", "lines") cut off by a kill"))
        }
        let input = report.lines.map { localized("\(number($0)) \($0, "line", "lines") of input: ") } ?? ""
        return input + parts.joined(separator: ", ")
    }

    /// Names shards that have no output, from 0 as the files do.
    static func text(_ absent: PartSet.AbsentShards) -> String {
        let shown = absent.shards.prefix(MergeReport.listLength).map(String.init).joined(separator: ", ")
        let more = absent.shards.count - MergeReport.listLength
        let count = absent.shards.count
        let files = "\(absent.stem).I-of-\(absent.count).jsonl"
        return more > 0
            ? localized("Shards \(shown) of \(absent.count) and \(number(more)) more have no output (\(files)).")
            : localized(
                "\(count, "Shard", "Shards") \(shown) of \(absent.count) \(count, "has", "have") no output (\(files)).")
    }

    static func json(_ absent: PartSet.AbsentShards) -> JSONValue {
        [
            "stem": .string(absent.stem), "shards": JSONValue(absent.count),
            "absent": .array(absent.shards.map { JSONValue($0) }),
        ]
    }

    private static func ids(_ title: String, _ ids: [String], _ count: Int) -> [String] {
        guard count > 0 else { return [] }
        let more = count - ids.count
        return ["\(title):"] + ids.map { "  \(ControlCharacterFilter.filterLine($0))" }
            + (more > 0 ? [localized("  … and \(number(more)) more")] : [])
    }

    /// Digits in groups of three.
    static func number(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3) {
                text.append(Language.current.thousandsSeparator)
            }
            text.append(digits[index])
        }
    }

    static func json(_ report: MergeReport) -> JSONValue {
        func strings(_ ids: [String]) -> JSONValue { .array(ids.map { .string($0) }) }
        return [
            "lines": report.lines.map { JSONValue($0) } ?? .null, "results": JSONValue(report.results),
            "failures": JSONValue(report.failures),
            "missing": report.lines == nil ? .null : JSONValue(report.missing),
            "repeated": report.lines == nil ? .null : JSONValue(report.repeated),
            "doubled": JSONValue(report.doubled), "dropped_lines": JSONValue(report.droppedLines),
            "foreign": report.lines == nil ? .null : JSONValue(report.foreign),
            "not_a_result": JSONValue(report.foreignLines), "cut_off": JSONValue(report.tornLines),
            "complete": report.isComplete.map { .bool($0) } ?? .null, "unfinished": strings(report.unfinished),
            "lost": JSONValue(report.lost),
            "absent_shards": .array(report.absent.map(json)),
            "first_missing": strings(report.missingIDs), "first_doubled": strings(report.doubledIDs),
            "first_foreign": strings(report.foreignIDs),
            "first_not_a_result": .array(
                report.foreignLinePlaces.map { ["file": .string($0.file), "line": JSONValue($0.line)] }),
        ]
    }
}
