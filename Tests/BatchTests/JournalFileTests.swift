import CloudComputeClient
import Files
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(1))) struct JournalFileTests {
    /// A file that is as long as it says and has one byte all over.
    private final class Endless: JournalFile, JournalDisk {
        let byte: UInt8
        let size: Int
        var bytesRead = 0

        init(_ byte: UInt8, size: Int) {
            self.byte = byte
            self.size = size
        }

        var isRegular: Bool { true }
        func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
            let count = min(count, size - offset)
            bytesRead += count
            return [UInt8](repeating: byte, count: count)
        }
        func write(_ bytes: [UInt8]) -> (written: Int, failure: Errno?) { (0, .ioError) }
        func truncate(to size: Int) throws(FileError) {}
        func sync() throws(FileError) {}
        func draft() throws(FileError) -> any JournalDraft { throw FileError(path: "", .ioError) }
        func path(_ role: JournalRole) -> String? { "file" }
        func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)? { self }
        func create(_ role: JournalRole) throws(FileError) -> any JournalFile { self }
        func remove(_ role: JournalRole) {}
    }

    @Test func aLargeFileWithoutLinesIsRefusedAtOnce() throws {
        let file = Endless(UInt8(ascii: "x"), size: 1 << 40)
        let lines = try LineFile(.results, file)
        #expect(throws: BatchError.self) { try lines.forEachLine { _ in } }
        #expect(file.bytesRead <= 1 << 20)
    }

    @Test func zerosAtTheEndAreReadOnce() throws {
        let file = Endless(0, size: 8 << 20)
        let lines = try LineFile(.results, file)
        #expect(try lines.forEachLine { _ in } == FileDamage(isInside: false, tornAt: 0, lacksLineEnd: false))
        #expect(file.bytesRead == 8 << 20)
    }

    /// A file that takes so many bytes and no more.
    private final class Full: JournalFile, JournalDisk {
        var bytes: [UInt8] = []
        var room: Int
        let canBeCut: Bool

        init(room: Int, canBeCut: Bool) {
            self.room = room
            self.canBeCut = canBeCut
        }

        var isRegular: Bool { true }
        var size: Int { bytes.count }
        func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] { [] }
        func write(_ new: [UInt8]) -> (written: Int, failure: Errno?) {
            let written = min(new.count, room)
            bytes += new[..<written]
            room -= written
            return (written, written < new.count ? .noSpace : nil)
        }
        func truncate(to size: Int) throws(FileError) {
            if !canBeCut { throw FileError(path: "", .ioError) }
            room += bytes.count - size
            bytes.removeLast(bytes.count - size)
        }
        func sync() throws(FileError) {}
        func draft() throws(FileError) -> any JournalDraft { throw FileError(path: "", .ioError) }
        func path(_ role: JournalRole) -> String? { "file" }
        func open(_ role: JournalRole) throws(FileError) -> (any JournalFile)? { self }
        func create(_ role: JournalRole) throws(FileError) -> any JournalFile { self }
        func remove(_ role: JournalRole) {}
    }

    @Test(arguments: [true, false])
    func nothingFollowsALineThatWasNotWrittenWhole(canBeCut: Bool) throws {
        let file = Full(room: 8, canBeCut: canBeCut)
        var lines = try LineFile(.results, file)
        try lines.append(Array("one\n".utf8))
        #expect(throws: BatchError.writingFailed(FileError(path: lines.path, .noSpace))) {
            try lines.append(Array("second\n".utf8))
        }
        if canBeCut {
            #expect(file.bytes == Array("one\n".utf8))
            try lines.append(Array("two\n".utf8))
            #expect(file.bytes == Array("one\ntwo\n".utf8))
        } else {
            file.room = 100
            #expect(throws: BatchError.self) { try lines.append(Array("two\n".utf8)) }
            #expect(file.bytes == Array("one\nseco".utf8))
        }
    }

    @Test func aFailedGroupSyncIsToldAtTheEndThoughTheLastOneWorks() async throws {
        let codes = Mutex<[Errno?]>([.ioError, nil, nil])
        let hasSynced = DispatchSemaphore(value: 0)
        let syncing = GroupedSync(sync: {
            defer { hasSynced.signal() }
            return codes.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        })
        syncing.noteWrite()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                hasSynced.wait()
                continuation.resume()
            }
        }
        #expect(syncing.finish() == .ioError)
        #expect(syncing.finish() == .ioError)
        let sound = GroupedSync(sync: { nil })
        sound.noteWrite()
        #expect(sound.finish() == nil)
    }

    @Test func aFullPipeThatDoesNotBlockIsWaitedFor() async throws {
        let pipe = try FileDescriptor.pipe()
        #expect(fcntl(pipe.writeEnd.rawValue, F_SETFL, O_NONBLOCK) == 0)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let reader = Task.detached {
            var count = 0
            var block = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let read = try block.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
                if read == 0 { return count }
                count += read
            }
        }
        let result = StreamFile(pipe.writeEnd, path: "-", ownsDescriptor: false).write(line)
        #expect(result.written == line.count && result.failure == nil)
        try pipe.writeEnd.close()
        #expect(try await reader.value == line.count)
        try pipe.readEnd.close()
    }
}
