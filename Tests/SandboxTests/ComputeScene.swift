import HTTPTypes
import JSON
import Testing

@testable import Sandbox

/// A sandbox whose time stands still until a test moves it, and short ways to ask it things.
struct ComputeScene: Sendable {
    /// An offer of 0.3523 an hour with 412.6 GB of disk.
    static let offer = 3_041_772
    static let otherOffer = 3_041_790
    static let unrentable = 2_999_001
    static let key = """
        ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHNhbmRib3gtdGVzdC1rZXktMDAwMDAwMDAwMDAwMDAx laptop
        """

    let client: SandboxClient
    let time: ManualTime

    /// Runs the body with a sandbox.
    @discardableResult
    static func run<Result>(
        _ options: ComputeOptions = ComputeOptions(), faults: SandboxFaults = SandboxFaults(),
        time: ManualTime = ManualTime(), clock: any Clock<Duration> = ContinuousClock(),
        _ body: @escaping @Sendable (ComputeScene) async throws -> Result
    ) async throws -> Result {
        var options = options
        options.now = { time.now }
        return try await Sandbox(faults: faults, compute: options, clock: clock).test {
            try await body(ComputeScene(client: $0, time: time))
        }
    }

    func get(_ path: String) async throws -> SandboxClient.Answer { try await client.get(path) }

    func post(_ path: String, _ body: JSONValue) async throws -> SandboxClient.Answer {
        try await client.post(path, body)
    }

    func patch(_ path: String, _ body: JSONValue) async throws -> SandboxClient.Answer {
        try await client.patch(path, body)
    }

    func delete(_ path: String) async throws -> SandboxClient.Answer { try await client.delete(path) }

    /// Sends bytes as they are.
    func send(_ method: HTTPRequest.Method, _ path: String, raw: String? = nil) async throws -> SandboxClient.Answer {
        try await client.send(method, path, raw: raw)
    }

    /// Rents an offer; returns the instance's row.
    @discardableResult
    func rent(_ offer: Int = offer, name: String = "train-box") async throws -> JSONValue {
        let answer = try await post("/instances", ["ask_id": JSONValue(offer), "name": .string(name)])
        #expect(answer.status == 201)
        return try #require(answer.json?["data"])
    }

    func row(_ id: Int = 564) async throws -> JSONValue {
        let answer = try await get("/instances/\(id)")
        #expect(answer.status == 200)
        return try #require(answer.json?["data"])
    }

    func ids(_ path: String) async throws -> [Int] {
        let answer = try await get(path)
        #expect(answer.status == 200)
        return try #require(answer.json?["data"]?.array).compactMap { $0["id"]?.int }
    }
}
