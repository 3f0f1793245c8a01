import CloudComputeClient
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeClientTests {
    private static let publicKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKpexl6CgbEnkwGi4bC+5ExsGo8hMF0hhC/RgZ7HQ+Fi user@laptop"

    /// Checks that one request was sent as it should be.
    private func check(_ request: LoopbackServer.Request?, _ route: String, body: String = "") {
        #expect(request?.route == route)
        #expect(request?.header("accept") == "application/json")
        #expect(request?.header("authorization") == "Bearer cc-test")
        #expect(request.map { String(decoding: $0.body, as: UTF8.self) } == body)
        if !body.isEmpty { #expect(request?.header("content-type") == "application/json") }
    }

    @Test func offersAreAskedFor() async throws {
        let script = Script([ComputeFixtures.ok(try CloudComputeErrorTests.fixture("offers_data"))])
        let list = try await script.play { try await $0.offers() }
        #expect(list.offers.count == 3)
        #expect(list.body == (try ComputeFixtures.bytes("offers_data")))
        #expect(script.requests.count == 1)
        check(script.requests.first, "GET /api/v1/offers")
    }

    @Test func instancesAreAskedFor() async throws {
        let script = Script([ComputeFixtures.ok(try CloudComputeErrorTests.fixture("instances_list"))])
        let list = try await script.play { try await $0.instances() }
        #expect(list.instances.count == 4)
        #expect(script.requests.count == 1)
        check(script.requests.first, "GET /api/v1/instances")
    }

    @Test(arguments: ["instance_running", "instance_unwrapped", "instance_vast_key", "instances_list"])
    func oneInstanceIsAskedFor(fixture: String) async throws {
        let script = Script([ComputeFixtures.ok(try CloudComputeErrorTests.fixture(fixture))])
        let instance = try await script.play { try await $0.instance(564) }
        #expect(instance.id == 564)
        #expect(instance.sshEndpoint == SSHEndpoint(user: "root", host: "203.0.113.40", port: 40_022))
        #expect(script.requests.count == 1)
        check(script.requests.first, "GET /api/v1/instances/564")
    }

    @Test func aRenameSendsWhatIsGiven() async throws {
        let script = Script([
            ComputeFixtures.ok(#"{"data":{"id":564}}"#), ComputeFixtures.ok("", status: "204 No Content"),
        ])
        try await script.play { client in
            let answer = try await client.renameInstance(564, name: "night run", label: "night run")
            #expect(answer?["data"]?["id"]?.int == 564)
            #expect(try await client.renameInstance(564, name: nil, label: "é") == nil)
            let error = await #expect(throws: CloudComputeError.self) {
                try await client.renameInstance(564, name: nil, label: nil)
            }
            #expect(error?.code == .rejected)
        }
        #expect(script.requests.count == 2)
        let body = try JSONValue(parsing: ComputeFixtures.bytes("patch_request")).jsonText
        check(script.requests.first, "PATCH /api/v1/instances/564", body: body)
        check(script.requests.last, "PATCH /api/v1/instances/564", body: #"{"label":"é"}"#)
    }

    @Test(arguments: [
        ("204 No Content", ""), ("200 OK", ""), ("200 OK", #"{"success":true}"#),
        ("200 OK", #"{"message":"Instance deleted."}"#), ("202 Accepted", "Deleted"), ("200 OK", "null"),
    ])
    func aDestructionMayBeAnsweredInManyWays(status: String, body: String) async throws {
        let script = Script([ComputeFixtures.ok(body, status: status)])
        try await script.play { try await $0.destroyInstance(564) }
        #expect(script.requests.count == 1)
        check(script.requests.first, "DELETE /api/v1/instances/564")
    }

    @Test(arguments: [
        (#"{"success":false,"msg":"Busy."}"#, CloudComputeError.Code.rejected, "Busy."),
        (#"{"error":{"message":"No.","code":403}}"#, .forbidden, "No."),
        ("<html><title>Login</title></html>", .badReply, "The server answered with an HTML page titled \"Login\"."),
    ])
    func aDestructionThatDidNotHappenIsAnError(body: String, code: CloudComputeError.Code, message: String) async throws
    {
        let script = Script([ComputeFixtures.ok(body)])
        let error = await #expect(throws: CloudComputeError.self) {
            try await script.play { try await $0.destroyInstance(564) }
        }
        #expect(error?.code == code)
        #expect(error?.message == message)
    }

    @Test func keysAreListedAddedAndRemoved() async throws {
        let script = Script([
            ComputeFixtures.ok(try CloudComputeErrorTests.fixture("ssh_keys_list")),
            ComputeFixtures.ok(try CloudComputeErrorTests.fixture("ssh_key_created"), status: "201 Created"),
            ComputeFixtures.ok("", status: "204 No Content"),
        ])
        try await script.play { client in
            #expect(try await client.sshKeys().keys.map(\.id) == [16, 17])
            #expect(try await client.addSSHKey(SSHPublicKey(Self.publicKey), name: "laptop").id == 16)
            try await client.removeSSHKey(16)
        }
        let requests = script.requests
        #expect(requests.count == 3)
        check(requests.first, "GET /api/v1/ssh-keys")
        check(
            requests.dropFirst().first, "POST /api/v1/ssh-keys",
            body: #"{"public_key":"\#(Self.publicKey)","name":"laptop"}"#)
        check(requests.last, "DELETE /api/v1/ssh-keys/16")
    }

    @Test func aKeyWhoseNumberIsNotSaidIsLookedFor() async throws {
        let list = #"[{"id":1,"key":"ssh-ed25519 other"},{"id":2,"key":"\#(Self.publicKey) and more"}]"#
        let script = Script([
            ComputeFixtures.ok(#"{"success":true}"#), ComputeFixtures.ok(list),
            ComputeFixtures.ok(#"{"success":true}"#), ComputeFixtures.ok("[]"),
            ComputeFixtures.ok(#"{"success":false,"msg":"Known."}"#),
        ])
        try await script.play { client in
            let key = try SSHPublicKey(Self.publicKey)
            #expect(try await client.addSSHKey(key, name: "n").id == 2)
            let lost = await #expect(throws: CloudComputeError.self) { try await client.addSSHKey(key, name: "n") }
            #expect(lost?.code == .badReply)
            let refused = await #expect(throws: CloudComputeError.self) { try await client.addSSHKey(key, name: "n") }
            #expect(refused?.message == "Known.")
        }
        #expect(script.routes.filter { $0.hasPrefix("POST") }.count == 3)
    }

    @Test(arguments: [
        ("401 Unauthorized", "error_401_rest", CloudComputeError.Code.unauthorized),
        ("401 Unauthorized", "error_401_laravel", .unauthorized),
        ("402 Payment Required", "error_402_rest", .paymentRequired),
        ("403 Forbidden", "error_403_rest", .forbidden), ("404 Not Found", "error_404_rest", .gone),
        ("404 Not Found", "error_404_laravel", .gone), ("410 Gone", "error_410_offer_gone", .gone),
        ("422 Unprocessable Content", "error_422_rest", .rejected),
        ("422 Unprocessable Content", "error_422_laravel", .rejected),
        ("429 Too Many Requests", "error_429_laravel", .rateLimited),
        ("500 Internal Server Error", "error_500_laravel", .serverFailure),
    ])
    func errorsOfEveryKindHaveTheirCode(status: String, fixture: String, code: CloudComputeError.Code) async throws {
        let answer = ComputeFixtures.ok(try CloudComputeErrorTests.fixture(fixture), status: status)
        let script = Script([answer, answer, answer, answer])
        try await script.play { client in
            for request in [
                { _ = try await client.instance(564) }, { try await client.destroyInstance(564) },
                { _ = try await client.renameInstance(564, name: "n", label: nil) },
                { try await client.removeSSHKey(564) },
            ] as [@Sendable () async throws -> Void] {
                let error = await #expect(throws: CloudComputeError.self) { try await request() }
                #expect(error?.code == code)
                #expect(error?.statusCode == Int(status.prefix(3)))
                if code == .gone { #expect(error?.message.hasSuffix(" 564.") == true) }
            }
        }
        #expect(script.requests.count == 4, "nothing is tried again")
    }

    @Test(arguments: [
        "{}", "<html><title>404</title></html>", #"{"message":"The route api/v1/x could not be found."}"#,
    ])
    func aMissingAPINamesTheOtherBaseURL(body: String) async throws {
        let answer = ComputeFixtures.ok(body, status: "404 Not Found")
        try await Script([answer, answer]).play { client in
            for request in [{ _ = try await client.offers() }, { _ = try await client.instance(1) }]
                as [@Sendable () async throws -> Void]
            {
                let error = await #expect(throws: CloudComputeError.self) { try await request() }
                #expect(error?.code == .notFound)
                #expect(error?.message.contains("/api/v1/api/v1") == true)
            }
        }
    }

    @Test func aMissingThingIsNoMissingModel() async throws {
        let answer = ComputeFixtures.ok(#"{"message":"Data model not found"}"#, status: "404 Not Found")
        let error = await #expect(throws: CloudComputeError.self) {
            try await Script([answer]).play { _ = try await $0.instance(7) }
        }
        #expect(error?.code == .gone)
        #expect(error?.message == "There is no instance 7.")
    }
}
