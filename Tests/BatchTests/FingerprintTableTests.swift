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
