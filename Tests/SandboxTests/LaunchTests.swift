import AsyncHTTPClient
import CloudComputeClient
import NIOCore
import NIOHTTP1
import Sandbox
import Testing

/// What needs a socket: listening, the `Host` header, connections that are dropped, and the client library.
@Suite(.timeLimit(.minutes(1))) struct LaunchTests {
    private func client(_ url: String) throws -> CloudComputeClient {
        try CloudComputeClient(.init(baseURL: BaseURL(url), apiKey: Sandbox.apiKey))
    }

    @Test func theClientLibraryTalksToIt() async throws {
        let client = try client(try await Sandbox().launch())
        #expect(try await client.models().models.map(\.id) == SandboxModel.all)
        let request = ChatRequest(model: SandboxModel.reasoning, messages: [ChatMessage(role: .user, text: "Hi")])
        var accumulator = ChatAccumulator()
        for try await event in try await client.stream(request) { accumulator.add(event) }
        #expect(accumulator.reply.first.text.contains("**Sandbox reply.**"))
        #expect(accumulator.reply.first.reasoning.isEmpty == false)
        await client.shutdown()
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        let url = try await Sandbox().launch()
        let port = try #require(url.split(separator: ":").last?.split(separator: "/").first.flatMap { Int($0) })
        await #expect(throws: (any Error).self) { try await Sandbox(port: port).launch() }
    }

    @Test(arguments: [nil, 5000]) func aCutStreamEndsInAnErrorAndKeepsWhatCame(tokenRate: Double?) async throws {
        var faults = SandboxFaults()
        faults.cutStream = 1
        faults.tokenRate = tokenRate
        let client = try client(try await Sandbox(faults: faults).launch())
        let request = ChatRequest(model: SandboxModel.small, messages: [ChatMessage(role: .user, text: "Hi")])
        var texts = 0
        var errors = 0
        for _ in 0..<10 {
            do {
                for try await event in try await client.stream(request) {
                    if case .text = event { texts += 1 }
                }
            } catch let error as CloudComputeError {
                #expect([.unreachable, .interrupted, .badReply].contains(error.code))
                errors += 1
            }
        }
        await client.shutdown()
        #expect(errors == 10)
        #expect(texts > 0)
    }

    @Test func aPacedStreamCarriesTheSameTextAndTakesItsTime() async throws {
        var faults = SandboxFaults()
        faults.latency = .milliseconds(20)
        faults.tokenRate = 1000
        let request = ChatRequest(model: SandboxModel.small, messages: [ChatMessage(role: .user, text: "Hi")])
        var texts: [String] = []
        for faults in [SandboxFaults(), faults] {
            let client = try client(try await Sandbox(faults: faults).launch())
            let start = ContinuousClock.now
            var accumulator = ChatAccumulator()
            for try await event in try await client.stream(request) { accumulator.add(event) }
            texts.append(accumulator.reply.first.text)
            let tokens = try #require(accumulator.reply.usage?.completionTokens)
            let least = faults.latency + .seconds(Double(tokens - 1) / (faults.tokenRate ?? .infinity))
            #expect(tokens > 50 && ContinuousClock.now - start >= least)
            await client.shutdown()
        }
        #expect(texts[0] == texts[1])
    }

    @Test(arguments: [nil, 5000]) func aStreamWhoseClientHasGoneHoldsUpNobody(tokenRate: Double?) async throws {
        var faults = SandboxFaults()
        faults.tokenRate = tokenRate
        let url = try await Sandbox(faults: faults).launch()
        let request = ChatRequest(model: SandboxModel.small, messages: [ChatMessage(role: .user, text: "Hi")])
        let leaving = try client(url)
        for try await _ in try await leaving.stream(request) { break }
        await leaving.shutdown()
        let client = try client(url)
        var accumulator = ChatAccumulator()
        for try await event in try await client.stream(request) { accumulator.add(event) }
        #expect(accumulator.reply.first.text.contains("**Sandbox reply.**"))
        await client.shutdown()
    }

    @Test func anotherHostIsRefused() async throws {
        let url = try await Sandbox().launch()
        for (host, expected) in [("127.0.0.1", 200), ("localhost:8080", 200), ("evil.example", 421)] {
            var request = HTTPClientRequest(url: url + "/models")
            request.headers.add(name: "host", value: host)
            request.headers.add(name: "authorization", value: "Bearer \(Sandbox.apiKey)")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            #expect(Int(response.status.code) == expected, "\(host)")
            #expect(response.headers.first(name: "server") == "cloudcompute-sandbox")
            _ = try await response.body.collect(upTo: 1 << 20)
        }
    }
}
