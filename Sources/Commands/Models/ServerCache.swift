import CloudComputeClient
import Files
import Foundation
import JSON
import Settings
import SystemPackage

/// A list of a server that is kept on this machine, in a file of its own that only the user may read.
struct ServerCache: Sendable {
    /// What is kept.
    enum Kind: String, Sendable {
        case models, instances
        case sshKeys = "ssh-keys"

        /// Whether the list depends on whose key is sent.
        fileprivate var isOfAccount: Bool { self != .models }
    }

    private let path: String

    /// The largest file that is read, in bytes.
    private static let maximumSize = 4 << 20

    /// Finds the file of a server; `nil` where there is no folder for it, and for a sandbox inside this process.
    init?(_ kind: Kind, _ settings: Settings, baseURL: BaseURL) {
        guard let folder = settings.folders.cacheFolder, settings.baseURL.source != .sandbox else { return nil }
        // A key that is not the profile's may be that of another account.
        if kind.isOfAccount, let source = settings.apiKey?.source, source.isFlag || source.isVariable { return nil }
        let account = kind.isOfAccount ? Self.safe(settings.profile.content) + "@" : ""
        let file = account + Self.safe(baseURL.description) + ".json"
        guard file.utf8.count <= 200 else { return nil }
        path = "\(folder)/\(kind.rawValue)/\(file)"
    }

    private static func safe(_ text: String) -> String {
        var name = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."):
                name.append(Character(Unicode.Scalar(byte)))
            default: name += "_" + String(byte, radix: 16)
            }
        }
        return name
    }

    /// The rows that are kept; none where there are none or they cannot be read.
    var rows: [JSONValue] {
        let read = WholeFile.$waitsForPipes.withValue(false) { try? WholeFile.read(path, limit: Self.maximumSize) }
        guard let bytes = read else { return [] }
        return (try? JSONValue(parsing: bytes))?.array ?? []
    }

    /// Keeps rows in place of those before; where that cannot be written, they are looked up again.
    func keep(_ rows: [JSONValue]) {
        guard rows != self.rows else { return }
        let folder = NSString(string: path).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let draft = try? FileDraft(replacing: path) else { return }
        let bytes = JSONValue.array(rows).jsonBytes
        guard draft.descriptor.writeWhole(bytes).failure == nil, (try? draft.place()) != nil else {
            return draft.discard()
        }
        try? draft.descriptor.close()
    }
}
