import CloudComputeClient
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeCreateTests {
    private static let request = InstanceRequest(askID: 30_417_721, name: "train-box")
    private static let old = #"{"data":[{"id":564,"name":"train-box","ask_id":30417721}]}"#
    private static let mine = #"{"data":[{"id":564,"name":"train-box"},{"id":565,"name":"train-box"}]}"#
    private static let routes = ["GET /api/v1/instances", "POST /api/v1/instances", "GET /api/v1/instances"]

    /// The ways in which the answer to the one `POST` may not tell what became of it.
    private static let unclear: [(answer: LoopbackServer.Answer, status: Int?)] = [
        (.hold([]), nil), (.close([]), nil),
        (
            .close(["HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"data\":"]),
            nil
        ),
        (ComputeFixtures.ok(#"{"message":"Server Error"}"#, status: "500 Internal Server Error"), 500),
        (ComputeFixtures.ok("<html><title>502</title></html>", status: "502 Bad Gateway"), 502),
        (ComputeFixtures.ok("", status: "201 Created"), nil), (ComputeFixtures.ok("<html></html>"), nil),
        (ComputeFixtures.ok(#"{"data":{"name":"train-box"}}"#), nil), (ComputeFixtures.ok(#"{"success":true}"#), nil),
        (ComputeFixtures.ok("", status: "302 Found"), 302),
    ]

    /// The time-out is short where the server holds its answer back.
    private func create(
        _ script: Script, _ request: InstanceRequest = request, within limit: Duration = .seconds(30)
    ) async throws -> Instance {
        try await script.play(requestTimeout: limit) { try await $0.createInstance(request) }
    }

    private func failure(_ script: Script, within limit: Duration = .seconds(30)) async -> CloudComputeError? {
        await #expect(throws: CloudComputeError.self) { try await create(script, within: limit) }
    }

    private func limit(_ index: Int) -> Duration { index == 0 ? .seconds(2) : .seconds(30) }

    @Test func aClearAnswerIsTakenAsItIs() async throws {
        let script = Script([
            ComputeFixtures.ok(Self.old),
            ComputeFixtures.ok(try CloudComputeErrorTests.fixture("create_response_201"), status: "201 Created"),
        ])
        let instance = try await create(script)
        #expect(instance.id == 565)
        #expect(instance.state.kind == .pending)
        #expect(script.routes == Array(Self.routes.prefix(2)))
        let post = try #require(script.requests.last)
        #expect(String(decoding: post.body, as: UTF8.self) == #"{"ask_id":30417721,"name":"train-box"}"#)
        #expect(post.header("authorization") == "Bearer cc-test")
        #expect(post.header("accept") == "application/json")
        #expect(post.header("content-type") == "application/json")
    }

    @Test(arguments: unclear.indices) func theOneNewInstanceIsFound(index: Int) async throws {
        let script = Script([ComputeFixtures.ok(Self.old), Self.unclear[index].answer, ComputeFixtures.ok(Self.mine)])
        #expect(try await create(script, within: limit(index)).id == 565)
        #expect(script.routes == Self.routes)
    }

    @Test(arguments: unclear.indices) func aListWithNothingNewLeavesItOpen(index: Int) async throws {
        let script = Script([ComputeFixtures.ok(Self.old), Self.unclear[index].answer, ComputeFixtures.ok(Self.old)])
        let error = await failure(script, within: limit(index))
        #expect(error?.code == .unconfirmed)
        #expect(error?.statusCode == Self.unclear[index].status)
        #expect(error?.message.contains("No new instance is listed") == true)
        #expect(error?.message.contains("may have been created") == true)
        #expect(error?.cause is CloudComputeError)
        #expect(script.routes == Self.routes)
    }

    @Test(arguments: unclear.indices) func aListThatFailsLeavesItOpen(index: Int) async throws {
        let script = Script([
            ComputeFixtures.ok(Self.old), Self.unclear[index].answer,
            ComputeFixtures.ok("busy", status: "429 Too Many Requests"),
        ])
        let error = await failure(script, within: limit(index))
        #expect(error?.code == .unconfirmed)
        #expect(error?.message.contains("is not known") == true)
        #expect(error?.message.contains("may have been created") == true)
        #expect(script.routes == Self.routes)
    }

    @Test(arguments: [
        (#"[{"id":565,"name":"train-box"},{"id":566,"name":"train-box"}]"#, "New instances exist, 565, 566;"),
        (#"[{"id":565,"name":"another"}]"#, "A new instance exists, 565;"),
        (#"[{"id":565,"name":"train-box","ask_id":7}]"#, "A new instance exists, 565;"),
        (#"{"data":[{"id":565,"name":"train-box"}],"links":{"next":7}}"#, "A new instance exists, 565;"),
    ])
    func anInstanceThatMayBeAnothersIsNotTaken(list: String, words: String) async throws {
        let script = Script([
            ComputeFixtures.ok("[]"), ComputeFixtures.ok("", status: "504 Gateway Timeout"), ComputeFixtures.ok(list),
        ])
        let error = await failure(script)
        #expect(error?.code == .unconfirmed)
        #expect(error?.message.contains(words) == true)
    }

    @Test(
        arguments: [
            (#"[{"id":565,"label":"train-box"}]"#, "train-box"),
            (#"[{"id":565,"ask_id":"30417721","name":"x"}]"#, "train-box"),
            (#"[{"id":565,"ask_id":30417721},{"id":566,"ask_id":7}]"#, nil),
        ] as [(String, String?)])
    func nameLabelOrOfferTellTheInstance(list: String, name: String?) async throws {
        let script = Script([
            ComputeFixtures.ok("[]"), ComputeFixtures.ok("", status: "503 Service Unavailable"),
            ComputeFixtures.ok(list),
        ])
        #expect(try await create(script, InstanceRequest(askID: 30_417_721, name: name)).id == 565)
    }

    @Test func vastsBareNumberIsLookedUp() async throws {
        let script = Script([
            ComputeFixtures.ok("[]"), ComputeFixtures.ok(try CloudComputeErrorTests.fixture("create_response_vast")),
            ComputeFixtures.ok(#"[{"id":566,"name":"train-box","ask_id":8},{"id":565,"vast_id":31200455,"ask_id":9}]"#),
        ])
        #expect(try await create(script).id == 565)
    }

    @Test(arguments: [
        ("410 Gone", #"{"error":{"message":"The offer is no longer available.","code":"offer_unavailable"}}"#),
        ("404 Not Found", #"{"success":false,"error":"no_such_ask","msg":"error 404/3603: no_such_ask"}"#),
        ("404 Not Found", #"{"message":"No query results for model [App\\Models\\Offer] 30417721"}"#),
        ("200 OK", #"{"success":false,"error":"no_such_ask","msg":"Gone."}"#),
    ])
    func anOfferThatIsGoneIsNamed(status: String, body: String) async throws {
        let script = Script([ComputeFixtures.ok("[]"), ComputeFixtures.ok(body, status: status)])
        let error = await failure(script)
        #expect(error?.code == .gone)
        #expect(error?.message == "The offer 30417721 is gone; choose another one.")
        #expect(script.requests.count == 2)
    }

    @Test(arguments: [
        ("401 Unauthorized", "error_401_rest", CloudComputeError.Code.unauthorized),
        ("402 Payment Required", "error_402_rest", .paymentRequired), ("403 Forbidden", "error_403_rest", .forbidden),
        ("422 Unprocessable Content", "error_422_rest", .rejected),
        ("422 Unprocessable Content", "error_422_laravel", .rejected),
        ("429 Too Many Requests", "error_429_laravel", .rateLimited),
    ])
    func aClearRefusalIsNotLookedInto(status: String, fixture: String, code: CloudComputeError.Code) async throws {
        let body = try CloudComputeErrorTests.fixture(fixture)
        let script = Script([ComputeFixtures.ok("[]"), ComputeFixtures.ok(body, status: status)])
        #expect(await failure(script)?.code == code)
        #expect(script.requests.count == 2)
    }

    @Test(arguments: ["Template", "SshKey", "Team"]) func anythingElseThatIsMissingIsNoMissingOffer(model: String) async
    {
        let body = #"{"message":"No query results for model [App\\Models\\\#(model)] 12"}"#
        let script = Script([ComputeFixtures.ok("[]"), ComputeFixtures.ok(body, status: "404 Not Found")])
        let error = await failure(script)
        #expect(error?.code == .notFound)
        #expect(error?.message.contains(model) == true)
    }

    @Test func aConflictIsARefusalAndNoMatterOfTooManyRequests() async {
        let body = #"{"message":"The name train-box is taken."}"#
        let script = Script([ComputeFixtures.ok("[]"), ComputeFixtures.ok(body, status: "409 Conflict")])
        let error = await failure(script)
        #expect(error?.code == .rejected)
        #expect(error?.message == "The name train-box is taken.")
        #expect(script.requests.count == 2)
    }

    @Test func nothingIsSentWhereTheListCannotBeHad() async throws {
        let script = Script([ComputeFixtures.ok("", status: "503 Service Unavailable")])
        let error = await failure(script)
        #expect(error?.code == .serverFailure)
        #expect(error?.message.hasSuffix("Nothing was created.") == true)
        #expect(script.requests.count == 1)
    }
}
