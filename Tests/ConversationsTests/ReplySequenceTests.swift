import CloudComputeClient
import Conversations
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReplySequenceTests {
    private func text(_ text: String) -> ChatEvent { .text(text, choice: 0) }

    @Test func theFirstIsShownAsItComesAndTheOthersBehindIt() {
        var sequence = ReplySequence(count: 3)
        #expect(sequence.start == [.begin(0)])
        #expect(sequence.add(text("b"), of: 1).isEmpty)
        #expect(sequence.add(text("a"), of: 0) == [.show(text("a"))])
        #expect(sequence.add(text("b"), of: 1).isEmpty)
        #expect(sequence.end(2).isEmpty)
        #expect(sequence.end(0) == [.end(0), .begin(1), .show(text("bb"))])
        #expect(sequence.add(text("!"), of: 1) == [.show(text("!"))])
        #expect(!sequence.isDone)
        #expect(sequence.end(1) == [.end(1), .begin(2), .end(2)])
        #expect(sequence.isDone)
    }

    @Test func whatIsOutOfRangeIsLeftOut() {
        var sequence = ReplySequence(count: 0)
        #expect(sequence.start.isEmpty && sequence.isDone)
        #expect(sequence.add(text("a"), of: 0).isEmpty && sequence.end(-1).isEmpty)
    }

    @Test(arguments: UInt64(0)..<200) func whateverTheOrderEachReplyIsShownWholeAndInItsPlace(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let count = 1 + random(5)
        var left = (0..<count).map { _ in random(6) }
        var running = Array(0..<count)
        var sequence = ReplySequence(count: count)
        var steps = sequence.start
        while !running.isEmpty {
            let place = random(running.count)
            let index = running[place]
            if left[index] > 0 {
                steps += sequence.add(text("\(index)"), of: index)
                left[index] -= 1
            } else {
                steps += sequence.end(index)
                running.remove(at: place)
            }
        }
        #expect(sequence.isDone)
        var current = -1
        var isOpen = false
        for step in steps {
            switch step {
            case .begin(let index):
                #expect(!isOpen && index == current + 1)
                (current, isOpen) = (index, true)
            case .show(.text(let shown, _)): #expect(isOpen && shown.allSatisfy { String($0) == "\(current)" })
            case .show: Issue.record("unexpected")
            case .end(let index):
                #expect(isOpen && index == current)
                isOpen = false
            }
        }
        #expect(current == count - 1 && !isOpen)
    }

    @Test func pickingMovesTheBranchAndKeepsTheNumbers() {
        var turn = Turn(
            message: ChatMessage(role: .user, text: "q"), reply: Reply(text: "a"), storedIDs: [1, 2])
        turn.alternatives = [
            Alternative(reply: Reply(text: "b"), storedIDs: [3]), Alternative(reply: Reply(text: "c"), storedIDs: [4]),
        ]
        for (position, ids) in [(2, [4]), (0, [2]), (1, [3]), (2, [4]), (1, [3])] as [(Int, [Int64])] {
            #expect(turn.pick(position)?.branch == ids)
            #expect(turn.choices.map(\.text) == ["a", "b", "c"])
            #expect(turn.reply?.text == ["a", "b", "c"][position] && turn.storedIDs == [1] + ids)
        }
        #expect(turn.pick(1) == nil && turn.pick(3) == nil && turn.pick(-1) == nil)
    }
}
