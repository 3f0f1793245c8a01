import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct BillingTests {
    @Test func anOrderThatTheBalanceDoesNotCoverIs402() async throws {
        try await ComputeScene.run(ComputeOptions(balance: 0.5)) { scene in
            try await scene.rent()
            let answer = try await scene.post("/instances", ["ask_id": JSONValue(ComputeScene.otherOffer)])
            #expect(answer.status == 402)
            #expect(
                answer.text == #"{"error":{"message":"Insufficient balance.","code":"insufficient_balance"}}"#)
            #expect(try await scene.ids("/instances") == [564])
            #expect(try await scene.ids("/offers").contains(ComputeScene.otherOffer))
        }
    }

    @Test func aBalanceIsSpentToItsLastHour() async throws {
        // Three hours of 0.3523, which no binary fraction equals.
        try await ComputeScene.run(ComputeOptions(balance: 1.0569)) { scene in
            try await scene.rent()
            scene.time.advance(by: 3 * 3600 - 1)
            #expect(try await scene.row()["status"] == "running")
            scene.time.advance(by: 1)
            let row = try await scene.row()
            #expect(row["status"] == "exited" && row["actual_status"] == "exited")
            #expect(row["intended_status"] == "stopped")
            #expect(row["status_msg"] == "exited: the balance is used up")
            #expect(row["ports"]?.isNull == true)
            // It still occupies its offer.
            #expect(try await !scene.ids("/offers").contains(ComputeScene.offer))
            #expect(try await scene.post("/instances", ["ask_id": 3_012_060]).status == 402)
        }
    }

    @Test func hoursArePaidInTheOrderTheyBeginHoweverLateOneAsks() async throws {
        // The second instance begins half an hour later and is cheaper: 0.3523, 0.3014, 0.3523, then 0.3 is left.
        try await ComputeScene.run(ComputeOptions(balance: 1.306)) { scene in
            try await scene.rent()
            scene.time.advance(by: 1800)
            try await scene.rent(ComputeScene.otherOffer)
            scene.time.advance(by: 1e9)
            #expect(try await scene.row(564)["status"] == "exited")
            #expect(try await scene.row(565)["status"] == "exited")
        }
        try await ComputeScene.run(ComputeOptions(balance: 1.3074)) { scene in
            try await scene.rent()
            scene.time.advance(by: 1800)
            try await scene.rent(ComputeScene.otherOffer)
            scene.time.advance(by: 2 * 3600 - 1)
            #expect(try await scene.row(564)["status"] == "exited")
            #expect(try await scene.row(565)["status"] == "running")
        }
    }

    @Test func destroyedAndFailedInstancesCostNoMore() async throws {
        try await ComputeScene.run(ComputeOptions(balance: 1.2)) { scene in
            try await scene.rent()
            #expect(try await scene.delete("/instances/564").status == 200)
            try await scene.rent(ComputeScene.offer, name: "fail-boot")
            scene.time.advance(by: 1e6)
            #expect(try await scene.row(565)["status"] == "error")
            try await scene.rent(ComputeScene.otherOffer)
        }
    }

    @Test(arguments: [Double.nan, -5, 0, -Double.infinity])
    func aBalanceThatIsNoneIsNothing(balance: Double) async throws {
        try await ComputeScene.run(ComputeOptions(balance: balance)) { scene throws in
            #expect(try await scene.post("/instances", ["ask_id": 3_012_060]).status == 402)
        }
    }

    @Test func aClockThatGoesBackwardsOrFarAheadDoesNoHarm() async throws {
        try await ComputeScene.run(ComputeOptions(balance: .infinity)) { scene in
            try await scene.rent()
            scene.time.advance(by: -1e9)
            #expect(try await scene.row()["status"] == "creating")
            scene.time.advance(by: -1e12)
            #expect(try await scene.row()["status"] == "creating")
        }
        try await ComputeScene.run { scene in
            try await scene.rent()
            scene.time.advance(by: 1e300)
            #expect(try await scene.row()["status"] == "exited")
        }
    }
}
