import Files
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import LineEditor

@Suite(.timeLimit(.minutes(2))) struct HistoryFileTests {
    private static func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/history")
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    @Test func sessionsLoseNothingOfEachOther() throws {
        try Self.withPath { path in
            var one = InputHistory(path: path, notice: nil)
            var other = InputHistory(path: path, notice: nil)
            let isChanged1 = one.add("first")
            #expect(!isChanged1)
            let isChanged2 = other.add("второй\nряд")
            #expect(isChanged2)
            #expect(other.lines == ["first", "второй\nряд"])
            let isChanged3 = one.refresh()
            #expect(isChanged3)
            let isChanged4 = one.refresh()
            #expect(!isChanged4)
            #expect(one.lines == ["второй\nряд", "first"])
            var next = InputHistory(path: path, notice: nil)
            let isChanged5 = next.refresh()
            #expect(isChanged5)
            #expect(next.lines == ["first", "второй\nряд"])
        }
    }

    @Test func onlyTheOwnerMayReadTheFile() throws {
        try Self.withPath { path in
            var history = InputHistory(path: path, notice: nil)
            _ = history.add("x")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }
    }

    @Test func aTornLineIsDroppedAndNotGluedToTheNext() throws {
        try Self.withPath { path in
            try Data("_HiStOrY_V2_\nwhole\ntor".utf8).write(to: URL(fileURLWithPath: path))
            var history = InputHistory(path: path, notice: nil)
            let isChanged6 = history.refresh()
            #expect(isChanged6)
            #expect(history.lines == ["whole"])
            _ = history.add("next")
            #expect(try Self.text(path) == "_HiStOrY_V2_\nwhole\nnext\n")
        }
    }

    @Test func theLastThousandEntriesStayAndOthersFollow() throws {
        try Self.withPath { path in
            var witness = InputHistory(path: path, notice: nil)
            _ = witness.add("old")
            _ = witness.add("witness")
            var history = InputHistory(path: path, notice: nil)
            for number in 0..<999 { _ = history.add("line \(number)") }
            let lines = try Self.text(path).split(separator: "\n")
            #expect(lines.count == 1001)
            #expect(lines[0] == "_HiStOrY_V2_" && lines[1] == "witness")
            let isChanged7 = witness.refresh()
            #expect(isChanged7)
            #expect(witness.lines.suffix(3) == ["line 998", "old", "witness"])
            let isChanged8 = witness.add("after")
            #expect(!isChanged8)
            let isChanged9 = history.refresh()
            #expect(isChanged9)
            #expect(history.lines.contains("after"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: (path as NSString).deletingLastPathComponent).count
                    == 1)
        }
    }

    @Test func writersAtOnceLoseNothing() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/history"
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    var history = InputHistory(path: path, notice: nil)
                    for number in 0..<100 { _ = history.add("\(writer) \(number)") }
                }
            }
        }
        var reader = InputHistory(path: path, notice: nil)
        _ = reader.refresh()
        #expect(Set(reader.lines).count == 400)
    }

    @Test func aFileThatCannotBeWrittenIsToldOfOnce() {
        let notices = Mutex<[FileError]>([])
        var history = InputHistory(path: "/nonexistent/folder/history") { error in
            notices.withLock { $0.append(error) }
        }
        _ = history.add("one")
        _ = history.add("two")
        #expect(
            notices.withLock { $0 } == [FileError(path: "/nonexistent/folder/history", .system(.noSuchFileOrDirectory))]
        )
        #expect(history.lines == ["one", "two"])
    }

    @Test(arguments: ["a b\\c", "две\nстроки\tи табуляция", "\u{7F}\u{1}", "😀", "\\040", ""])
    func anEntrySurvivesTheFile(entry: String) {
        let line = HistoryCoding.line(entry)
        #expect(line.lastIndex(of: 10) == line.count - 1 && line.firstIndex(of: 10) == line.count - 1)
        #expect(HistoryCoding.entry(line.dropLast()) == entry)
    }

    @Test func linesThatLibeditWroteWithoutUTF8AreRead() {
        #expect(HistoryCoding.entry(Array("\\M-P\\M^_\\040\\^A".utf8)[...]) == "П \u{1}")
    }
}
