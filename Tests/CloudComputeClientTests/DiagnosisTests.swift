import Foundation
import LoopbackServer
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(1))) struct DiagnosisTests {
    private static let routes: [([String: String], String, ProxyRoute)] = [
        ([:], "https://h/v1", ProxyRoute.direct),
        (
            ["https_proxy": "http://joe:secret@p:3128"], "https://h/v1",
            .proxy(variable: "https_proxy", host: "p", address: "p:3128", hasUser: true)
        ),
        (["ALL_PROXY": "p:1"], "http://h/v1", .proxy(variable: "ALL_PROXY", host: "p", address: "p:1", hasUser: false)),
        (["ALL_PROXY": "p:1"], "http://127.0.0.1/v1", .loopback(variable: "ALL_PROXY")),
        (
            ["ALL_PROXY": "p:1", "NO_PROXY": "x, .h"], "https://a.h/v1",
            .excepted(variable: "ALL_PROXY", exception: ".h", exceptionsVariable: "NO_PROXY")
        ),
        (
            ["https_proxy": "ftp://joe:secret@p"], "https://h/v1",
            .unusable(
                variable: "https_proxy",
                reason: "The proxy in https_proxy begins with ftp://; proxies of http:// and socks5:// can be used.")
        ),
    ]

    @Test(arguments: routes)
    func theWayIsToldWithTheVariableThatDecidesIt(
        environment: [String: String], url: String, route: ProxyRoute
    ) throws {
        #expect(ProxySettings(environment: environment).route(to: try BaseURL(url)) == route)
    }

    @Test(arguments: [("good", "Test Authority"), ("expired", "Test Authority")])
    func aCertificateIsShownWhetherItIsTrustedOrNot(name: String, issuer: String) async throws {
        let shown = try await TLSServer.serve(name, "") { port in
            await PresentedCertificate.shown(by: try BaseURL("https://localhost:\(port)/v1"))
        }
        #expect(shown?.subject == name && shown?.issuer == issuer)
        let isOver = (shown?.notAfter ?? 0) < Int(Date().timeIntervalSince1970)
        #expect(isOver == (name == "expired"))
    }

    @Test func aConnectionIsMadeOrItsFailureNamed() async throws {
        let server = try await LoopbackServer.serve { _ in
            .hold([])
        } while: { server in
            let url = try BaseURL(server.baseURL)
            #expect(try await ConnectionProbe.connect(to: url, through: .none, within: .seconds(60)) > .zero)
            return server
        }
        let error = await #expect(throws: CloudComputeError.self) {
            try await ConnectionProbe.connect(
                to: try BaseURL(server.baseURL), through: .none, within: .seconds(60))
        }
        #expect(error?.code == .unreachable)
    }

    @Test(arguments: [("200 OK", true), ("401 Unauthorized", false), ("404 Not Found", false)])
    func theTimeOfTheServerIsKnownWhateverItAnswers(status: String, isAccepted: Bool) async throws {
        try await LoopbackServer.serve { _ in
            .close([
                LoopbackServer.http(
                    status, type: "application/json", #"{"data":[]}"#,
                    headers: "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
            ])
        } while: { server in
            let client = try CloudComputeClient(.init(baseURL: BaseURL(server.baseURL), apiKey: nil))
            let probe = await client.probe()
            await client.shutdown()
            #expect(probe.date == 784_111_777 && probe.latency != nil)
            #expect(((try? probe.models.get()) != nil) == isAccepted)
        }
    }
}
