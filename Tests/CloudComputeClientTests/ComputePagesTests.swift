import JSON
import LoopbackServer
import Synchronization
import Testing

@testable import CloudComputeClient

@Suite(.timeLimit(.minutes(2))) struct ComputePagesTests {
    @Test func laravelPagesAreFollowedAtTheSameAddress() async throws {
        let script = Script([
            ComputeFixtures.ok(try CloudComputeErrorTests.fixture("offers_paginated")),
            ComputeFixtures.ok(
                #"{"data":[{"id":28110044},{"id":5},{}],"links":{"next":null},"meta":{"current_page":2,"last_page":9}}"#
            ),
        ])
        let list = try await script.play { try await $0.offers() }
        #expect(script.routes == ["GET /api/v1/offers", "GET /api/v1/offers?page=2"])
        #expect(list.offers.map(\.id) == [30_417_721, 28_110_044, 5])
        #expect(list.isComplete)
        #expect(try JSONValue(parsing: list.body).array?.count == 4)
        #expect(script.requests.allSatisfy { $0.header("authorization") == "Bearer cc-test" })
    }

    @Test(arguments: [
        (#""next_token":"a b/c=","#, "?after_token=a%20b%2Fc%3D"), (#""next_token":7,"#, "?after_token=7"),
        (#""meta":{"current_page":1,"last_page":2},"#, "?page=2"), (#""current_page":1,"last_page":2,"#, "?page=2"),
        (#""next_page_url":"http://elsewhere.example/x?page=2#top","#, "?page=2"),
        (
            #""links":{"next":"/api/v1/instances?page[number]=2&a=%20\r\nX: y"},"#,
            "?page%5Bnumber%5D=2&a=%20%0D%0AX:%20y"
        ),
    ])
    func theNextPageIsAskedForInEveryWay(members: String, query: String) async throws {
        let script = Script([
            ComputeFixtures.ok(#"{\#(members)"instances":[{"id":1}]}"#),
            ComputeFixtures.ok(#"{"instances":[{"id":2}]}"#),
        ])
        let list = try await script.play { try await $0.instances() }
        #expect(list.instances.map(\.id) == [1, 2])
        #expect(script.routes.last == "GET /api/v1/instances\(query)")
    }

    @Test(arguments: [
        (#""next_token":null,"#, true), (#""next_token":"","#, true),
        (#""meta":{"current_page":2,"last_page":2},"#, true),
        (#""links":{"next":null},"meta":{"current_page":1,"last_page":2},"#, true),
        (#""links":{"next":"https://elsewhere.example/page/2"},"#, false), (#""links":{"next":7},"#, false),
        (#""links":[{"url":null}],"meta":[],"#, true),
    ])
    func theLastPageIsTheLast(members: String, isComplete: Bool) async throws {
        let script = Script([ComputeFixtures.ok(#"{\#(members)"data":[{"id":1}]}"#)])
        let list = try await script.play { try await $0.instances() }
        #expect(list.isComplete == isComplete)
        #expect(script.requests.count == 1)
    }

    @Test func aServerThatSendsTheSamePageForeverIsAskedTwice() async throws {
        let page = ComputeFixtures.ok(#"{"data":[{"id":1}],"links":{"next":"?page=2"}}"#)
        let script = Script(Array(repeating: page, count: 5))
        let list = try await script.play { try await $0.instances() }
        #expect(list.instances.map(\.id) == [1])
        #expect(!list.isComplete)
        #expect(script.requests.count == 2)
    }

    @Test func noMoreThanAHundredPagesAreRead() async throws {
        let pages = (1...120).map { ComputeFixtures.ok(#"{"data":[{"id":\#($0)}],"next_token":"\#($0)"}"#) }
        let script = Script(pages)
        let list = try await script.play { try await $0.sshKeys() }
        #expect(list.keys.count == 100)
        #expect(!list.isComplete)
        #expect(script.requests.count == 100)
    }

    @Test func thePagesAreTold() async throws {
        let script = Script([
            ComputeFixtures.ok(#"{"data":[{"id":1}],"next_token":"a"}"#),
            ComputeFixtures.ok(#"{"data":[{"id":2}],"next_token":"b"}"#), ComputeFixtures.ok(#"{"data":[{"id":3}]}"#),
        ])
        let told = Mutex<[Int]>([])
        let list = try await script.play { client in
            try await client.offers { page in told.withLock { $0.append(page) } }
        }
        #expect(list.offers.map(\.id) == [1, 2, 3])
        #expect(told.withLock { $0 } == [2, 3])
    }

    @Test func theTimeOfARequestIsThatOfTheWholeList() async throws {
        let page = LoopbackServer.http("200 OK", type: "application/json", #"{"data":[],"next_token":"x"}"#)
        let script = Script([.close([page]), .hold([])])
        let error = await #expect(throws: CloudComputeError.self) {
            try await script.play(requestTimeout: .milliseconds(500)) { try await $0.offers() }
        }
        #expect(error?.code == .timedOut)
        #expect(script.requests.count == 2)
    }

    @Test func allPagesTogetherAreBounded() async throws {
        let filling = String(repeating: "x", count: 1000)
        let pages = (1...5).map { ComputeFixtures.ok(#"{"next_token":"\#($0)","data":[],"x":"\#(filling)"}"#) }
        let script = Script(pages)
        let error = await #expect(throws: CloudComputeError.self) {
            try await script.play { try await $0.rows(of: .instances, room: 3500) }
        }
        #expect(error?.code == .badReply)
        #expect(error?.message == "The list of instances is larger than 64 MiB.")
        #expect(script.requests.count == 4)
    }

    @Test func aPageThatFailsFailsTheList() async throws {
        let script = Script([
            ComputeFixtures.ok(#"{"data":[{"id":1}],"next_token":"x"}"#),
            ComputeFixtures.ok("API requests too frequent", status: "429 Too Many Requests"),
        ])
        let error = await #expect(throws: CloudComputeError.self) { try await script.play { try await $0.offers() } }
        #expect(error?.code == .rateLimited)
        #expect(script.requests.count == 2)
    }
}
