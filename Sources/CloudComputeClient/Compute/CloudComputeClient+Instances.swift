public import JSON
import Localization
import NIOHTTP1

extension CloudComputeClient {
    /// Lists the account's instances (`GET /instances`), page after page where the server sends pages.
    ///
    /// At most 100 pages are read, of 64 MiB and within the time-out of a request together.
    ///
    /// - Parameter onPage: Is told the number of each page but the first before it is asked for.
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    public func instances(onPage: (@Sendable (Int) -> Void)? = nil) async throws -> InstanceList {
        InstanceList(try await rows(of: .instances, onPage: onPage))
    }

    /// Describes one instance (`GET /instances/{id}`).
    ///
    /// - Throws: ``CloudComputeError``, of code `gone` where there is no such instance.
    public func instance(_ id: Int) async throws -> Instance {
        let body = try await send(.GET, "/instances/\(id)", about: Message("instance \(id)"))
        let found = try InstanceList(body: body).instances
        guard var instance = found.first(where: { $0.id == id }) ?? (found.count == 1 ? found.first : nil) else {
            throw CloudComputeError(.badReply, Message("The server's answer does not describe instance \(id)."))
        }
        // Whatever id the row tells, what is asked about and destroyed is the one that was named.
        instance.id = id
        return instance
    }

    /// Gives an instance another name or label (`PATCH /instances/{id}`).
    ///
    /// What is `nil` stays as it is.
    ///
    /// - Returns: The server's answer; `nil` where it is none or not JSON.
    /// - Throws: ``CloudComputeError``, of code `gone` where there is no such instance; of code `rejected`, with nothing
    ///   sent, where neither is given.
    @discardableResult
    public func renameInstance(_ id: Int, name: String?, label: String?) async throws -> JSONValue? {
        var body = JSONObject()
        body["label"] = label.map(JSONValue.string)
        body["name"] = name.map(JSONValue.string)
        if body.members.isEmpty {
            throw CloudComputeError(.rejected, Message("There is no new name and no new label."))
        }
        let answer = try await send(.PATCH, "/instances/\(id)", .object(body), about: Message("instance \(id)"))
        return try Self.acknowledgement(answer)
    }

    /// Gives an instance back for good, with all that is on its disk (`DELETE /instances/{id}`).
    ///
    /// - Throws: ``CloudComputeError``, of code `gone` where there is no such instance.
    public func destroyInstance(_ id: Int) async throws {
        _ = try Self.acknowledgement(try await send(.DELETE, "/instances/\(id)", about: Message("instance \(id)")))
    }
}
