import CloudComputeClient
import Files
import Foundation
import JSON
import Settings
import Synchronization
import SystemPackage

/// What a server has listed before of its models: ids, context lengths and prices.
///
/// What stands here only saves a request: a part of an id is always looked up at the server.
final class KnownModels: Sendable {
    private let path: String
    /// What is kept, once it was looked up.
    private let loaded = Mutex<[JSONValue]?>(nil)

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

    private var ids: [String] { rows.compactMap { $0.string ?? $0["id"]?.string } }

    /// The models, as far as they are kept.
    var models: [Model] { rows.compactMap(Model.init) }

    private var rows: [JSONValue] {
        loaded.withLock { loaded in
            let rows = loaded ?? read()
            loaded = rows
            return rows
        }
    }

    private func read() -> [JSONValue] {
        guard let bytes = try? WholeFile.read(path, limit: Self.maximumSize) else { return [] }
        return (try? JSONValue(parsing: bytes))?.array ?? []
    }

    /// What is kept of a model, in the form in which servers list it.
    private static func row(_ model: Model) -> JSONValue {
        var row: JSONObject = ["id": .string(model.id)]
        row["context_length"] = model.contextLength.map { JSONValue($0) }
        var pricing = JSONObject()
        pricing["prompt"] = model.promptPrice.map(JSONValue.string)
        pricing["completion"] = model.completionPrice.map(JSONValue.string)
        pricing["input_cache_read"] = model.cachedPromptPrice.map(JSONValue.string)
        if !pricing.members.isEmpty { row["pricing"] = .object(pricing) }
        return .object(row)
    }

    /// Keeps what the server lists now; where that cannot be written, it is looked up again.
    func keep(_ models: [Model]) {
        let listed = models.map(Self.row)
        guard listed != rows else { return }
        loaded.withLock { $0 = listed }
        let folder = NSString(string: path).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let draft = try? FileDraft(replacing: path) else { return }
        let bytes = JSONValue.array(listed).jsonBytes
        guard draft.descriptor.writeWhole(bytes).failure == nil, (try? draft.place()) != nil else {
            return draft.discard()
        }
        try? draft.descriptor.close()
    }
}
