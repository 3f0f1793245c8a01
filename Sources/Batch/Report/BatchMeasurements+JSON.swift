import CloudComputeClient
package import JSON

extension BatchMeasurements {
    /// The measurements under the names that `vllm bench serve` uses; times in milliseconds, rates per second.
    ///
    /// What only streams tell is left out where there were none.
    package var json: JSONValue {
        let seconds = duration
        func rate(_ count: Int) -> JSONValue { Self.rounded(seconds > 0 ? Double(count) / seconds : 0) }
        var object: JSONObject = [
            "completed": JSONValue(completed), "failed": JSONValue(failed), "duration": Self.rounded(seconds),
            "total_input_tokens": JSONValue(promptTokens), "total_output_tokens": JSONValue(completionTokens),
            "request_throughput": rate(completed), "output_throughput": rate(completionTokens),
            "total_token_throughput": rate(ReportNumber.sum(promptTokens, completionTokens)),
            "max_concurrency": JSONValue(maximumConcurrency),
        ]
        let metrics = [
            ("ttft_ms", timesToFirstToken), ("tpot_ms", timesPerOutputToken), ("itl_ms", interTokenLatencies),
            ("e2el_ms", latencies),
        ]
        for (name, distribution) in metrics where !distribution.isEmpty {
            object["mean_\(name)"] = Self.rounded(distribution.mean)
            object["median_\(name)"] = Self.rounded(distribution.percentile(50))
            object["std_\(name)"] = Self.rounded(distribution.standardDeviation)
            for percent in [50, 90, 99] {
                object["p\(percent)_\(name)"] = Self.rounded(distribution.percentile(Double(percent)))
            }
        }
        object["finish_reasons"] = .object(JSONObject(Self.members(finishReasons)))
        object["errors"] = .object(JSONObject(Self.members(causes)))
        return .object(object)
    }

    private static func rounded(_ number: Double) -> JSONValue {
        let scaled = (number * 1000).rounded() / 1000
        return JSONValue(scaled.isFinite ? scaled : number)
    }

    private static func members(_ counts: [String: Int]) -> [JSONObject.Member] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init($0.key, JSONValue($0.value)) }
    }
}
