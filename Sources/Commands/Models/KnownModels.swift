import CloudComputeClient
import Files
import Foundation
import JSON
import Settings
import SystemPackage

/// The ids that a server has listed before, so that a model that is named in full need not be looked up again.
///
/// What stands here only saves a request: a part of an id is always looked up at the server.
struct KnownModels: Sendable {
    private let path: String

    /// The largest file that is read, in bytes.
    private static let maximumSize = 4 << 20

    /// Finds the file of a server; `nil` where there is no folder for it, and for a sandbox inside this process.
    init?(_ settings: Settings, baseURL: BaseURL) {
        guard let folder = settings.folders.cacheFolder, settings.baseURL.source != .sandbox else { return nil }
        let name = baseURL.description.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? String(scalar) : byte == UInt8(ascii: ".") ? "." : "_" + String(byte, radix: 16)
        }
        let file = name.joined() + ".json"
        guard file.utf8.count <= 200 else { return nil }
        path = "\(folder)/models/\(file)"
    }

    /// Whether the server has listed an id.
    func contains(_ id: String) -> Bool { ids.contains { $0.utf8.elementsEqual(id.utf8) } }

    /// Whether the server has listed none so far.
    var isEmpty: Bool { ids.isEmpty }

    private var ids: [String] {
        guard let bytes = try? WholeFile.read(path, limit: Self.maximumSize) else { return [] }
        return (try? JSONValue(parsing: bytes))?.array?.compactMap(\.string) ?? []
    }

    /// Keeps what the server lists now; where that cannot be written, it is looked up again.
    func keep(_ models: [Model]) {
        let listed = models.map(\.id)
        guard listed != ids else { return }
        let folder = NSString(string: path).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let draft = try? FileDraft(replacing: path) else { return }
        let bytes = JSONValue.array(listed.map(JSONValue.string)).jsonBytes
        guard draft.descriptor.writeWhole(bytes).failure == nil, (try? draft.place()) != nil else {
            return draft.discard()
        }
        try? draft.descriptor.close()
    }
}
