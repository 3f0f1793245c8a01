import JSON
import Localization
import NIOHTTP1

extension CloudComputeClient {
    /// Lists the public keys that the account knows (`GET /ssh-keys`).
    ///
    /// At most 100 pages are read, of 64 MiB and within the time-out of a request together.
    ///
    /// - Parameter onPage: Is told the number of each page but the first before it is asked for.
    /// - Throws: ``CloudComputeError``. A 404 names the other form of the base URL.
    public func sshKeys(onPage: (@Sendable (Int) -> Void)? = nil) async throws -> SSHKeyList {
        SSHKeyList(try await rows(of: .sshKeys, onPage: onPage))
    }

    /// Makes a public key known to the account (`POST /ssh-keys`).
    ///
    /// Where the server takes the key, but does not say its number, the keys are listed to find it.
    ///
    /// - Throws: ``CloudComputeError``.
    public func addSSHKey(_ key: SSHPublicKey, name: String) async throws -> SSHKey {
        let body: JSONValue = ["public_key": .string(key.text), "name": .string(name)]
        let answer = try await send(.POST, ListEnvelope.Kind.sshKeys.path, body)
        _ = try Self.acknowledgement(answer)
        if let added = (try? SSHKeyList(body: answer))?.keys.first { return added }
        let listed = try await sshKeys().keys.last { known in
            known.publicKey.flatMap { try? SSHPublicKey($0) }?.blob == key.blob
        }
        guard let listed else {
            throw CloudComputeError(
                .badReply,
                Message("The server took the key, but its answer does not say the key's number, nor does its list."))
        }
        return listed
    }

    /// Makes the account forget a public key (`DELETE /ssh-keys/{id}`).
    ///
    /// - Throws: ``CloudComputeError``, of code `gone` where there is no such key.
    public func removeSSHKey(_ id: Int) async throws {
        _ = try Self.acknowledgement(try await send(.DELETE, "/ssh-keys/\(id)", about: Message("SSH key \(id)")))
    }
}
