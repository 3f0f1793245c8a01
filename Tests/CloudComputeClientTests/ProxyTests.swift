import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    private static func proxy(_ environment: [String: String], to url: String) throws -> String? {
        try ProxySettings(environment: environment).proxy(to: BaseURL(url))?.description
    }

    @Test func noProxyLeadsToASocketOfThisMachine() async throws {
        var configuration = CloudComputeClient.Configuration(baseURL: try BaseURL("http://10.0.0.1/v1"), apiKey: nil)
        configuration.proxies = ProxySettings(environment: ["ALL_PROXY": "127.0.0.1:1"])
        configuration.unixSocket = CloudComputeClient.UnixSocket { "/nowhere/at/all" }
        let client = try CloudComputeClient(configuration)
        await #expect(throws: CloudComputeError.self) { try await client.models() }
        await client.shutdown()
    }

    @Test(
        arguments: [
            (["https_proxy": "http://p:3128"], "https://api.example", "p:3128"),
            (["HTTPS_PROXY": "p:3128"], "https://api.example", "p:3128"),
            (["HTTPS_PROXY": "http://p"], "https://api.example", "p:1080"),
            (["https_proxy": "low:1", "HTTPS_PROXY": "up:1"], "https://api.example", "low:1"),
            (["https_proxy": "", "HTTPS_PROXY": "up:1"], "https://api.example", "up:1"),
            (["https_proxy": "p:1"], "http://api.example", nil), (["http_proxy": "p:1"], "https://api.example", nil),
            (["HTTP_PROXY": "p:1"], "http://api.example", "p:1"),
            (["HTTP_PROXY": "p:1", "REQUEST_METHOD": "GET"], "http://api.example", nil),
            (["http_proxy": "p:1", "REQUEST_METHOD": "GET"], "http://api.example", "p:1"),
            (["ALL_PROXY": "socks5://p:1"], "https://api.example", "p:1"),
            (["ALL_PROXY": "a:1", "HTTPS_PROXY": "s:1"], "https://api.example", "s:1"),
            (["ALL_PROXY": "http://[::1]:8080"], "https://api.example", "[::1]:8080"),
            ([:], "https://api.example", nil),
            (["ALL_PROXY": "p:1"], "http://localhost:8000", nil), (["ALL_PROXY": "p:1"], "http://127.3.2.1", nil),
            (["ALL_PROXY": "p:1"], "http://[::1]:80", nil),
        ] as [([String: String], String, String?)])
    func theEnvironmentNamesTheProxy(environment: [String: String], url: String, expected: String?) throws {
        #expect(try Self.proxy(environment, to: url) == expected)
    }

    @Test(arguments: [
        ("*", true), ("api.example", true), ("API.Example", true), (".example", true), ("example", true),
        ("*.example", true), ("other, api.example", true), ("a b api.example.", true), ("api.example:443", true),
        ("api.example:80", false), ("pi.example", false), ("x.api.example", false), ("", false), (",", false),
        (".", false),
    ])
    func noProxyNamesTheExceptions(exceptions: String, isDirect: Bool) throws {
        let environment = ["https_proxy": "p:1", "NO_PROXY": exceptions]
        #expect(try (Self.proxy(environment, to: "https://api.example/v1") == nil) == isDirect)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.3", true), ("10.1.2.3/32", "10.1.2.3", true), ("10.1.2.2/31", "10.1.2.3", true),
        ("11.0.0.0/8", "10.1.2.3", false), ("10.1.2.0/31", "10.1.2.3", false), ("10.1.2.3/33", "10.1.2.3", false),
        ("10.1/16", "10.1.2.3", false), ("10.0.0.0/", "10.1.2.3", false), ("10.0.0.0/-8", "10.1.2.3", false),
        ("10.0.0.0/8x", "10.1.2.3", false), ("10.0.0.0/99999999999999999999", "10.1.2.3", false),
        ("x, 192.168.0.0/16,10.0.0.0/8", "10.1.2.3", true), ("10.1.2.3:443", "10.1.2.3", true),
        ("2.3", "10.1.2.3", false), (".3", "10.1.2.3", false), ("10.0.0.0/8", "10.example", false),
        ("fd00::/8", "[fd12::1]", true), ("[fd00::]/8", "[fd12::1]", true), ("[fd00::/8]", "[fd12::1]", true),
        ("fe00::/7", "[fd12::1]", false), ("FD12:0::1", "[fd12::1]", true), ("[fd12::1]:443", "[fd12::1]", true),
        ("fd12::443", "[fd12::443]", true), ("10.0.0.0/8", "[fd12::1]", false), ("::/0", "10.1.2.3", false),
    ])
    func noProxyNamesBlocksOfAddresses(exceptions: String, host: String, isDirect: Bool) throws {
        let environment = ["https_proxy": "p:1", "NO_PROXY": exceptions]
        #expect(try (Self.proxy(environment, to: "https://\(host)/v1") == nil) == isDirect)
    }

    @Test(arguments: [
        "https://user:hunter2@p:1", "http://user:hunter2@", "http://user:hunter2@p:99999", "ftp://user:hunter2@p",
        "socks5://user:hunter2@p", "http://user:hunter2@p q",
    ])
    func aProxyThatCannotBeUsedIsNamedWithoutItsPassword(text: String) throws {
        let error = #expect(throws: CloudComputeError.self) {
            try Self.proxy(["HTTPS_PROXY": text], to: "https://api.example")
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("HTTPS_PROXY") == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    // MARK: Over sockets

    private static let models =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\nconnection: close\r\n\r\n"
        + #"{"data":[{"id":"m"}]}"#

    /// What a client of `http://api.invalid` gets through a proxy, and what the proxy saw.
    private static func models(
        _ answers: [String]
    ) async throws -> (result: Result<[String], CloudComputeError>, seen: [String]) {
        let seen = Seen()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(
                        Answering(answers) { text in seen.texts.withLock { $0.append(text) } })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        var configuration = CloudComputeClient.Configuration(
            baseURL: try BaseURL("http://api.invalid/v1"), apiKey: "cc-test")
        configuration.proxies = ProxySettings(
            environment: ["http_proxy": "http://joe:hunt%65r2@127.0.0.1:\(channel.localAddress?.port ?? 0)"])
        let client = try CloudComputeClient(configuration)
        let result: Result<[String], CloudComputeError>
        do {
            result = .success(try await client.models().models.map(\.id))
        } catch let error as CloudComputeError {
            result = .failure(error)
        }
        await client.shutdown()
        try await channel.close()
        return (result, seen.texts.withLock { $0 })
    }

    private final class Seen: Sendable {
        let texts = Mutex<[String]>([])
    }

    @Test func requestsPassTheProxyAndTheKeyDoesNotStopThere() async throws {
        let (result, seen) = try await Self.models(["HTTP/1.1 200 OK\r\n\r\n", Self.models])
        #expect(try result.get() == ["m"])
        #expect(seen.first?.hasPrefix("CONNECT api.invalid:80 ") == true)
        let credentials = Data("joe:hunter2".utf8).base64EncodedString()
        #expect(seen.first?.contains("Basic \(credentials)") == true)
        #expect(seen.first?.contains("cc-test") == false)
        #expect(seen.last?.contains("GET /v1/models") == true)
        #expect(seen.last?.contains("Basic") == false)
    }

    @Test(arguments: [
        ("407 Proxy Authentication Required", CloudComputeError.Code.invalidConfiguration),
        ("403 Forbidden", .unreachable), ("502 Bad Gateway", .unreachable),
    ])
    func aProxyThatRefusesIsNamed(status: String, code: CloudComputeError.Code) async throws {
        let (result, _) = try await Self.models(["HTTP/1.1 \(status)\r\ncontent-length: 2\r\n\r\nno"])
        guard case .failure(let error) = result else {
            Issue.record("There are models.")
            return
        }
        #expect(error.code == code)
        #expect(error.message.contains("the proxy 127.0.0.1:"))
        #expect(!error.message.contains("hunter2"))
    }
}
