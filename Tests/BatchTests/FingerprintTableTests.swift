import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(2))) struct FingerprintTableTests {
    @Test func remembersMarksAndBodies() {
        var table = FingerprintTable()
        let one = RequestFingerprint(customID: UInt64(1), body: 0xFF00)
        let edited = RequestFingerprint(customID: UInt64(1), body: 0xAA00)
        #expect(table.find(one) == nil)
        table.note(one, .done)
        table.note(one, .seen)
        #expect(table.find(one)?.marks == [.done, .seen])
        #expect(table.find(edited)?.isSameBody == false)
        table.note(edited, .seen)
        #expect(table.find(edited)?.marks == .seen)
        #expect(table.count == 1)
    }

    @Test func holdsAMillionInAtMost24BytesEach() {
        let count = 1_000_000
        var table = FingerprintTable(expecting: count)
        func identity(_ number: Int) -> RequestFingerprint {
            RequestFingerprint(BatchRequest(customID: "line:\(number)", body: []))
        }
        for number in 0..<count { table.note(identity(number), .done) }
        #expect(table.count == count)
        #expect(table.size <= 24 * count)
        #expect((0..<count).allSatisfy { table.find(identity($0))?.marks == .done })
        #expect(table.find(identity(count)) == nil)
    }

    @Test func roomThatIsThereIsNotMadeAgain() {
        var table = FingerprintTable()
        table.reserve(1_000_000)
        let size = table.size
        #expect(size <= 24 * 1_000_000)
        // As a better guess may say.
        table.reserve(1_050_000)
        #expect(table.size == size)
        for number in 1...3 { table.note(RequestFingerprint(customID: UInt64(number), body: 64), .seen) }
        table.reserve(1_200_000)
        #expect(table.size > size && table.count == 3)
        #expect((1...3).allSatisfy { table.find(RequestFingerprint(customID: UInt64($0), body: 64)) != nil })
    }

    @Test func linesAreForeseenOnceAndNeverWithoutBound() {
        var forecast = LineForecast()
        for _ in 0..<1023 { forecast.note(50) }
        #expect(forecast.lines(inBytes: 100_000_000) == nil)
        forecast.note(50)
        #expect(forecast.lines(inBytes: 100_000_000) == 2_000_000)
        #expect(forecast.lines(inBytes: 100_000_000) == nil)
        // A terabyte of holes, or of lines that are longer.
        for _ in 0..<7_168 { forecast.note(50) }
        #expect(forecast.lines(inBytes: 1 << 40) == LineForecast.fewLines)
        for _ in 0..<1_000_000 { forecast.note(50) }
        #expect(forecast.lines(inBytes: 1 << 40) == LineForecast.mostGrowth * 1_008_192)
        // A pipe.
        for _ in 0..<4_000_000 { forecast.note(50) }
        #expect(forecast.lines(inBytes: 0) == 0)
    }

    @Test func growsWithoutLosingAnything() {
        var table = FingerprintTable()
        for number in 1...10_000 { table.note(RequestFingerprint(customID: UInt64(number) << 40, body: 64), .seen) }
        #expect((1...10_000).allSatisfy { table.find(RequestFingerprint(customID: UInt64($0) << 40, body: 64)) != nil })
        #expect(table.size <= 24 * 10_000)
    }

    @Test func equalLinesAreCountedAndSpreadOverTheTable() {
        var table = FingerprintTable()
        for count in 0..<20_000 as Range<UInt32> {
            #expect(table.firstOccurrence(of: 77) { !$0.contains(.seen) } == count)
            let identity = RequestFingerprint(automatic: 77, occurrence: count)
            #expect(identity.isAutomatic)
            table.note(identity, .seen)
        }
        #expect(table.count == 20_000)
    }

    @Test func theHashIsFixedForGood() {
        let identity = RequestFingerprint(BatchRequest(customID: "запрос-1", body: Array(#"{"model":"m"}"#.utf8)))
        #expect(identity.id == "batch_req_4d24fc08ae073bb268e923fd7c5ad817")
        #expect(RequestFingerprint(Array(identity.id.utf8)[...]) == identity)
        #expect(RequestFingerprint(Array("batch_req_123".utf8)[...]) == nil)
    }
}
