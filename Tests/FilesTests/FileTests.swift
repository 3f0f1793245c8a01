import Foundation
import SystemPackage
import Testing

@testable import Files

@Suite(.timeLimit(.minutes(1))) struct FileTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func replace(_ path: String, with text: String) throws {
        let draft = try FileDraft(replacing: path)
        #expect(draft.descriptor.writeWhole(Array(text.utf8)).failure == nil)
        try draft.commit()
        try draft.descriptor.close()
    }

    @Test func aReplacedFileKeepsItsModeAndItsSymbolicLink() throws {
        try inFolder { folder in
            let (file, link) = (folder.appendingPathComponent("file").path, folder.appendingPathComponent("link").path)
            try Data("old".utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
            try replace(link, with: "new")
            #expect(try FileStatus.of(link, followsLinks: false)?.kind == .symbolicLink)
            #expect(try FileStatus.of(file)?.mode == 0o640)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "new")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
        }
    }

    @Test func aNewFileIsPrivateAndADiscardedDraftLeavesNothing() throws {
        try inFolder { folder in
            let file = folder.appendingPathComponent("file").path
            try FileDraft(replacing: file).discard()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            try replace(file, with: "text")
            #expect(try FileStatus.of(file)?.mode == 0o600)
        }
    }

    @Test func aNewFileTakesNoOthersPlaceWithoutLinksEither() throws {
        try inFolder { folder in
            let file = folder.appendingPathComponent("file").path
            let draft = try FileDraft(replacing: file)
            let second = try FileDraft(replacing: file)
            #expect(draft.descriptor.writeWhole(Array("text".utf8)).failure == nil)
            try draft.placeWithoutLink()
            try draft.descriptor.close()
            #expect(throws: FileError(path: draft.target, .system(.fileExists))) { try second.placeWithoutLink() }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "text")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }

    @Test func aFileLargerThanTheBoundIsRefused() throws {
        try inFolder { folder in
            let file = folder.appendingPathComponent("file").path
            try Data("0123456789".utf8).write(to: URL(fileURLWithPath: file))
            #expect(try WholeFile.read(file, limit: 10).count == 10)
            #expect(throws: FileError(path: file, .tooLarge(limit: 9))) { try WholeFile.read(file, limit: 9) }
            #expect(throws: FileError(path: folder.path, .directory)) { try WholeFile.read(folder.path, limit: 9) }
        }
    }

    @Test func theFirstWriterOfAPipeIsAwaited() async throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let descriptor = try WholeFile.open(path)
        defer { try? descriptor.close() }
        async let bytes = withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try WholeFile.read(descriptor, path: path, limit: 99) })
            }
        }
        let writer = try FileDescriptor.open(path, .writeOnly)
        try writer.writeAll("late".utf8)
        try writer.close()
        #expect(try await bytes == Array("late".utf8))
        // One that wrote nothing was there all the same.
        try FileDescriptor.open(path, .writeOnly).close()
        #expect(try WholeFile.read(descriptor, path: path, limit: 99).isEmpty)
    }

    @Test func aPipeWithoutAWriterIsNotAwaitedForEver() throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        #expect(throws: FileError(path: path, .unwritten(seconds: 5))) { try WholeFile.read(path, limit: 99) }
    }

    @Test func whereNothingIsWaitedForAFileAloneIsRead() throws {
        let folder = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (pipe, file) = ("\(folder)/pipe", "\(folder)/file")
        #expect(mkfifo(pipe, 0o600) == 0)
        try Data("text".utf8).write(to: URL(fileURLWithPath: file))
        try WholeFile.$waitsForPipes.withValue(false) { () throws -> Void in
            for path in [pipe, folder, "/dev/null"] {
                #expect(throws: FileError(path: path, .notRegular)) { try WholeFile.read(path, limit: 99) }
            }
            #expect(try WholeFile.read(file, limit: 99) == Array("text".utf8))
        }
    }

    @Test func aLockIsHeldByOneOpenFileAtATime() throws {
        try inFolder { folder in
            let file = folder.appendingPathComponent("file").path
            try Data().write(to: URL(fileURLWithPath: file))
            let one = try FileDescriptor.open(file, .readWrite)
            let other = try FileDescriptor.open(file, .readWrite)
            try FileLock.take(one, path: file)
            #expect(throws: FileError(path: file, .locked)) { try FileLock.take(other, path: file) }
            FileLock.release(one)
            try FileLock.take(other, path: file)
            try one.close()
            try other.close()
        }
    }

    @Test func aLockThatKeepsNobodyOutIsFoundOutThroughASymbolicLinkToo() throws {
        try inFolder { folder in
            let (file, link) = (folder.appendingPathComponent("file").path, folder.appendingPathComponent("link").path)
            try Data().write(to: URL(fileURLWithPath: file))
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
            // No lock at all is like one that is granted to everybody.
            for path in [file, link] { #expect(!FileLock.excludes(path)) }
            let one = try FileDescriptor.open(file, .readWrite)
            try FileLock.take(one, path: file)
            for path in [file, link] { #expect(FileLock.excludes(path)) }
            try one.close()
        }
    }
}
