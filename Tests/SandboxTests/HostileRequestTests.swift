import JSON
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct HostileRequestTests {
    private func example(_ schema: String) throws -> [UInt8] {
        SchemaExample.value(for: try JSONValue(parsing: schema)).jsonBytes
    }

    @Test func noSchemaMakesALargeExample() throws {
        for schema in [
            ##"{"type":"string","minLength":-9223372036854775808}"##, ##"{"minLength":9223372036854775807}"##,
            ##"{"type":"array","minItems":16,"items":{"$ref":"#"}}"##,
            ##"{"type":"array","minItems":-9223372036854775808}"##,
            ##"{"type":"object","properties":{"a":{"$ref":"#/"},"b":{"$ref":"#/properties"}}}"##,
            ##"{"$defs":{"n":{"type":"object","properties":{"a":{"$ref":"#/$defs/n"},"b":{"$ref":"#/$defs/n"}}}},"$ref":"#/$defs/n"}"##,
            ##"{"type":"array","minItems":16,"items":{"type":"array","minItems":16,"items":{"type":"array","minItems":16,"items":{"type":"string","minLength":4096}}}}"##,
        ] {
            #expect(try example(schema).count < 1 << 20, "\(schema)")
        }
    }

    @Test func anOrdinarySchemaIsStillFulfilled() throws {
        let schema = """
            {"type":"object","properties":{"names":{"type":"array","minItems":3,"items":{"type":"string","minLength":9}},
            "ok":{"type":"boolean"}}}
            """
        #expect(
            try String(decoding: example(schema), as: UTF8.self)
                == #"{"names":["sandboxxx","sandboxxx","sandboxxx"],"ok":true}"#)
    }

    @Test func noRateOrLatencyOverflows() {
        var faults = SandboxFaults()
        faults.tokenRate = 1e-300
        faults.latency = .seconds(1_000_000_000)
        let pauses = LatencySimulator(faults: faults, clock: ContinuousClock()).pausesBeforeFirstToken
        #expect(pauses.prefix(3).allSatisfy { $0 == LatencySimulator.keepaliveInterval })
        faults.latency = .milliseconds(2500)
        let few = Array(LatencySimulator(faults: faults, clock: ContinuousClock()).pausesBeforeFirstToken)
        #expect(few == [.seconds(1), .seconds(1), .milliseconds(500)])
    }
}
