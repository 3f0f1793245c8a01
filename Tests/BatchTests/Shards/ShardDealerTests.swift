import Testing

@testable import Batch

@Suite(.timeLimit(.minutes(2))) struct ShardDealerTests {
    private static func line(_ number: Int, _ text: String, stem: String = "in") -> InputLine {
        InputLine(file: stem + ".jsonl", stem: stem, number: number, content: .text(Array(text.utf8)), place: nil)
    }

    /// Lines of any kind, broken ones too.
    private static func lines(_ count: Int, _ random: inout SplitMix64) -> [InputLine] {
        (1...max(1, count)).map { number in
            let words = String(repeating: "word ", count: Int(random.next() % 200))
            switch random.next() % 6 {
            case 0: return line(number, #"{"custom_id":"c\#(number)","prompt":"\#(words)"}"#)
            case 1: return line(number, #""\#(words)""#)
            case 2: return line(number, #"{"messages":[],"max_tokens":\#(random.next() % 4000)}"#)
            case 3:
                return line(
                    number, #"{"custom_id":"b\#(number)","body":{"messages":[],"max_tokens":\#(random.next() % 900)}}"#)
            case 4: return line(number, "{broken")
            default:
                return InputLine(
                    file: "in.jsonl", stem: "in", number: number, content: .tooLong(1 << 40), place: nil)
            }
        }
    }

    private static func deal(_ lines: [InputLine], _ count: Int, _ rule: ShardRule) throws -> [Int] {
        var dealer = ShardDealer(try #require(Shard(index: 0, count: count)), rule: rule)
        return lines.map { dealer.deal($0, id: nil) }
    }

    @Test(arguments: ShardRule.allCases) func eachLineIsInOneShardAndKeepsItWhereLinesAreAppended(rule: ShardRule)
        throws
    {
        for seed in 0..<40 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let count = 1 + Int(random.next() % 12)
            let lines = Self.lines(Int(random.next() % 150), &random)
            let whole = try Self.deal(lines, count, rule)
            #expect(whole.allSatisfy { (0..<count).contains($0) }, "seed \(seed)")
            let prefix = Int(random.next() % UInt64(lines.count + 1))
            #expect(try Self.deal(Array(lines[..<prefix]), count, rule) == Array(whole[..<prefix]), "seed \(seed)")
            // Each shard finds its own, and all of them find each line once.
            var owners = Array(repeating: 0, count: lines.count)
            for index in 0..<count {
                var dealer = ShardDealer(try #require(Shard(index: index, count: count)), rule: rule)
                for (place, line) in lines.enumerated() where dealer.isOurs(line, id: nil) { owners[place] += 1 }
            }
            #expect(owners.allSatisfy { $0 == 1 }, "seed \(seed)")
        }
    }

    @Test func linesAreDealtEvenly() throws {
        for seed in 0..<30 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let count = 1 + Int(random.next() % 20)
            let lines = Self.lines(Int(random.next() % 500), &random)
            let sizes = Dictionary(grouping: try Self.deal(lines, count, .lines)) { $0 }.mapValues(\.count)
            let all = (0..<count).map { sizes[$0] ?? 0 }
            #expect((all.max() ?? 0) - (all.min() ?? 0) <= 1)
        }
    }

    /// No shard has more than an even share and one more line.
    @Test func tokensAreDealtEvenly() throws {
        for seed in 0..<30 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let count = 1 + Int(random.next() % 12)
            let sizes = (0..<400).map { _ in Int(random.next() % (random.next() % 20 == 0 ? 20_000 : 400)) }
            let lines = sizes.enumerated().map {
                Self.line($0.offset, "\"\(String(repeating: "x", count: $0.element))\"")
            }
            let tokens = sizes.map { max(1, ($0 + 2) / 4) }
            var loads = Array(repeating: 0, count: count)
            for (shard, amount) in zip(try Self.deal(lines, count, .tokens), tokens) { loads[shard] += amount }
            let total = tokens.reduce(0, +)
            #expect(loads.max() ?? 0 <= total / count + (tokens.max() ?? 0), "seed \(seed): \(loads)")
        }
    }

    @Test func theHashSpreadsSequentialIdsAndIsTheSameForGood() throws {
        #expect(ShardDealer.fnv1a("".utf8) == 0xCBF2_9CE4_8422_2325)
        #expect(ShardDealer.fnv1a("foobar".utf8) == 0x8594_4171_F739_67E8)
        #expect((1...8).map { ShardDealer.shard(of: "in:\($0)", count: 8) } == Self.firstOfEight)
        for count in [2, 3, 7, 8, 16, 31, 64, 100] {
            for form in ["in:", "request-000", "q"] {
                var sizes = Array(repeating: 0, count: count)
                for number in 1...10_000 { sizes[ShardDealer.shard(of: "\(form)\(number)", count: count)] += 1 }
                // Five standard deviations of a fair deal.
                let even = 10_000 / Double(count)
                let bound = 5 * even.squareRoot()
                #expect(sizes.allSatisfy { abs(Double($0) - even) < bound }, "\(form) by \(count): \(sizes)")
            }
        }
    }

    private static let firstOfEight = [2, 7, 0, 5, 6, 3, 4, 1]

    @Test func theModelAndTheTemplateDoNotMoveALine() throws {
        var random = SplitMix64(seed: 7)
        let lines = Self.lines(200, &random).filter { if case .text = $0.content { true } else { false } }
        for rule in ShardRule.allCases {
            func own(_ model: String) throws -> [Bool] {
                let shard = try #require(Shard(index: 1, count: 3))
                var scan = InputScan(
                    files: ["in.jsonl"], isComplete: true, sharding: Sharding(shard, rule: rule, output: "o"))
                var form = RequestBuilder()
                form.model = model
                for line in lines { _ = scan.add(line, form: form) }
                return lines.map { scan.share?.contains($0.stem, $0.number) ?? false }
            }
            let one = try own("m")
            #expect(try one == own("another-model-with-a-long-name"))
            #expect(one.contains(true) && one.contains(false))
        }
    }

    @Test func limitsAreDividedToTheLastRequest() throws {
        var limits = BatchLimits()
        limits.requestsPerMinute = 10
        limits.tokensPerMinute = 1000
        limits.maximumCost = 9
        limits.maximumTokens = 7
        var sum = (requests: 0, tokens: 0, cost: 0.0, total: 0)
        for index in 0..<3 {
            let own = try limits.divided(for: try #require(Shard(index: index, count: 3)))
            #expect(own.requestsPerMinute ?? 0 >= 3 && own.maximumTokens ?? 0 >= 2)
            sum.requests += own.requestsPerMinute ?? 0
            sum.tokens += own.tokensPerMinute ?? 0
            sum.cost += own.maximumCost ?? 0
            sum.total += own.maximumTokens ?? 0
        }
        #expect(sum == (10, 1000, 9, 7))
        #expect(throws: ShardError.limitTooSmall(.tokens, 7, shards: 8)) {
            try limits.divided(for: try #require(Shard(index: 0, count: 8)))
        }
        limits.maximumTokens = nil
        #expect(throws: ShardError.limitTooSmall(.requestsPerMinute, 10, shards: 11)) {
            try limits.divided(for: try #require(Shard(index: 0, count: 11)))
        }
    }
}
