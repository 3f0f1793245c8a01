import CloudComputeClient
import JSON
import Settings

/// What a server has listed before of an account's instances or SSH keys: ids and names, for completion alone.
struct KnownResources: Sendable {
    struct Resource: Sendable, Hashable {
        var id: Int
        /// Empty where it has none.
        var name: String
    }

    private let cache: ServerCache

    /// Finds what is kept for a profile; `nil` where nothing is to be kept.
    init?(_ kind: ServerCache.Kind, _ settings: Settings, baseURL: BaseURL) {
        guard let cache = ServerCache(kind, settings, baseURL: baseURL) else { return nil }
        self.cache = cache
    }

    var resources: [Resource] {
        cache.rows.compactMap { row in
            row["id"]?.int.map { Resource(id: $0, name: row["name"]?.string ?? "") }
        }
    }

    func keep(_ resources: [Resource]) {
        cache.keep(resources.map { ["id": JSONValue($0.id), "name": .string($0.name)] })
    }
}

extension CommandContext {
    /// The account's instances, whose ids and names are kept.
    func instances() async throws -> InstanceList {
        let list = try await waitingForPages { try await $0.instances(onPage: $1) }
        known(.instances)?.keep(list.instances.map { .init(id: $0.id, name: $0.name ?? $0.label ?? "") })
        return list
    }

    /// The account's SSH keys, whose ids and names are kept.
    func sshKeys() async throws -> SSHKeyList {
        let list = try await waitingForPages { try await $0.sshKeys(onPage: $1) }
        known(.sshKeys)?.keep(list.keys.map { .init(id: $0.id, name: $0.name ?? "") })
        return list
    }
}
