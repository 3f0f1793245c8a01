import HTTPTypes
import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct OfferTests {
    @Test func offersAreAFixedListWithTheOdditiesOfARealOne() async throws {
        let first = try await ComputeScene.run { try await $0.get("/offers") }
        let second = try await ComputeScene.run { try await $0.get("/offers") }
        #expect(first.status == 200)
        #expect(first.headers[.contentType] == "application/json")
        #expect(first.text == second.text)
        let rows = try #require(first.json?["data"]?.array)
        #expect(rows.count == 24)
        #expect(Set(rows.compactMap { $0["id"]?.int }).count == 24)
        #expect(rows.allSatisfy { ($0["dph_total"]?.double ?? 0) > 0 && ($0["disk_space"]?.double ?? 0) > 8 })
        #expect(Set(rows.compactMap { $0["num_gpus"]?.int }) == [1, 2, 4, 8])
        #expect(Set(rows.compactMap { $0["geolocation"]?.string?.suffix(2) }).count > 10)
        #expect(rows.count { $0["rentable"]?.bool == false } == 1)
        #expect(rows.count { $0["geolocation"]?.isNull == true } == 1)
        #expect(rows.count { $0["id"]?.string != nil } == 1)
        let usual = try #require(rows.first { $0["id"] == 3_041_772 })
        #expect(usual["gpu_name"] == "RTX 4090")
        #expect(usual["gpu_ram"] == 24_564)
        #expect(usual["dph_total"]?.double == 0.3523)
        #expect(usual["geolocation"] == "Czechia, CZ")
        #expect(usual["rentable"] == true)
    }

    @Test func aRentedOfferIsGoneUntilItsInstanceIsDestroyed() async throws {
        try await ComputeScene.run { scene in
            try await scene.rent()
            #expect(try await !scene.ids("/offers").contains(ComputeScene.offer))
            #expect(try await scene.delete("/instances/564").status == 200)
            let offers = try await scene.ids("/offers")
            #expect(offers.contains(ComputeScene.offer))
            #expect(offers.count == 24)
        }
    }

    @Test(arguments: [ComputeScene.offer, ComputeScene.unrentable])
    func anOfferThatSomebodyHasIs410(id: Int) async throws {
        try await ComputeScene.run { scene in
            try await scene.rent()
            let answer = try await scene.post("/instances", ["ask_id": JSONValue(id)])
            #expect(answer.status == 410)
            #expect(
                answer.text
                    == #"{"error":{"message":"The offer is no longer available.","code":"offer_unavailable"}}"#)
            #expect(try await scene.ids("/instances") == [564])
        }
    }

    @Test func anOfferThatNeverWasIs404() async throws {
        try await ComputeScene.run { scene in
            let answer = try await scene.post("/instances", ["ask_id": 1])
            #expect(answer.status == 404)
            #expect(answer.text == #"{"message":"No query results for model [App\\Models\\Offer] 1"}"#)
        }
    }

    @Test func ofManyWhoWantTheSameOfferOneGetsIt() async throws {
        try await ComputeScene.run { scene in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await scene.post("/instances", ["ask_id": JSONValue(ComputeScene.offer)]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201] + Array(repeating: 410, count: 7))
        }
    }
}
