import AsyncHTTPClient
import CloudComputeClient
import Foundation
import NIOCore
import NIOHTTP1
import Sandbox
import Synchronization
import Testing

/// A sandbox whose time stands still until a test moves it, and short ways to ask it things.
struct ComputeScene: Sendable {
    /// An offer of 0.3523 an hour with 412.6 GB of disk.
    static let offer = 3_041_772
    static let otherOffer = 3_041_790
    static let unrentable = 2_999_001
    static let key = """
        ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHNhbmRib3gtdGVzdC1rZXktMDAwMDAwMDAwMDAwMDAx laptop
        """

    let url: String
    let time: ManualTime

    /// Serves a sandbox while the body runs.
    @discardableResult
    static func serve<Result: Sendable>(
        _ options: ComputeOptions = ComputeOptions(), faults: SandboxFaults = SandboxFaults(),
        time: ManualTime = ManualTime(), clock: any Clock<Duration> = ContinuousClock(),
        _ body: @escaping @Sendable (ComputeScene) async throws -> Result
    ) async throws -> Result {
        var options = options
        options.now = { time.now }
        return try await Sandbox(faults: faults, compute: options, clock: clock).serve { url in
            try await body(ComputeScene(url: url, time: time))
        }
    }

    func get(_ path: String) async throws -> SandboxTests.Answer { try await SandboxTests.request(.GET, url + path) }

    func post(_ path: String, _ body: JSONValue) async throws -> SandboxTests.Answer {
        try await SandboxTests.request(.POST, url + path, body: body)
    }

    func patch(_ path: String, _ body: JSONValue) async throws -> SandboxTests.Answer {
        try await SandboxTests.request(.PATCH, url + path, body: body)
    }

    func delete(_ path: String) async throws -> SandboxTests.Answer {
        try await SandboxTests.request(.DELETE, url + path)
    }

    /// Sends bytes as they are.
    func send(_ method: HTTPMethod, _ path: String, raw: String) async throws -> SandboxTests.Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "authorization", value: "Bearer \(Sandbox.apiKey)")
        request.body = .bytes(ByteBuffer(string: raw))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return .init(status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
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

/// A time of day that moves when it is told to.
final class ManualTime: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_795_425_600.25))

    var now: Date { date.withLock { $0 } }

    func advance(by seconds: Double) {
        date.withLock { $0 += seconds }
    }
}
