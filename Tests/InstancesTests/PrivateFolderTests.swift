import Foundation
import Testing

@testable import Instances

@Suite(.timeLimit(.minutes(2))) struct PrivateFolderTests {
    private static func inFolder(_ body: (String) throws -> Void) throws {
        var name = Array("/tmp/pf-XXXXXX".utf8CString)
        let path = try #require(
            name.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }.map { String(cString: $0) })
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func itIsThisAccountsAloneAndGoesWithTheSocket() throws {
        try Self.inFolder { place in
            let folder = try PrivateFolder(in: [place])
            let path = NSString(string: folder.socketPath).deletingLastPathComponent
            #expect(path.hasPrefix(place))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
            #expect(FileManager.default.createFile(atPath: folder.socketPath, contents: nil))
            folder.remove()
            #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
        }
    }

    @Test func placesThatDoNotFitArePassedOver() throws {
        try Self.inFolder { place in
            let long = place + "/" + String(repeating: "x", count: 100)
            let odd = [place + "/a b", place + "/%h", place + "/a:b", place + "/$HOME"]
            for folder in [long] + odd {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            let unfit = ["", "relative", place + "/missing", long] + odd
            for folder in unfit { #expect(!PrivateFolder.isFit(folder), "\(folder)") }
            #expect(throws: TunnelError.noPrivateFolder) { try PrivateFolder(in: unfit) }
            #expect(try PrivateFolder(in: unfit + [place]).socketPath.hasPrefix(place + "/cloudcompute-"))
        }
    }

    @Test func aFolderInWhichOthersMayRenameIsNotFit() throws {
        try Self.inFolder { place in
            let open = place + "/open"
            try FileManager.default.createDirectory(atPath: open + "/inner", withIntermediateDirectories: true)
            #expect(PrivateFolder.isFit(open + "/inner"))
            chmod(open, 0o777)
            #expect(!PrivateFolder.isFit(open))
            #expect(!PrivateFolder.isFit(open + "/inner"))
            chmod(open, 0o1777)
            #expect(PrivateFolder.isFit(open + "/inner"))
        }
    }
}
