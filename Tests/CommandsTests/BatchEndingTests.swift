import CloudComputeClient
import JSON
import Testing

@testable import Batch
@testable import Commands
@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct BatchEndingTests {
    private func ending(
        remaining: Int? = 3, halt: StopReason? = nil, failed: Int = 0, postponed: Int = 0, badLines: Int = 0,
        isInterrupted: Bool = false, failuresOK: Bool = false, failure: CommandFailure? = nil
    ) -> BatchEnding {
        var summary = BatchSummary()
        summary.total = remaining.map { $0 + 10 + failed - postponed + badLines }
        (summary.lines, summary.succeeded, summary.failed) = (10, 10, failed)
        (summary.postponed, summary.badLines, summary.halt) = (postponed, badLines, halt)
        return BatchEnding(
            FinishedBatch(summary: summary, failure: failure), isInterrupted: isInterrupted, failuresOK: failuresOK)
    }

    private static let reasons: [(StopReason, BatchEnding.Reason)] = [
        (.request, .signal), (.jobEnd, .jobEnd), (.deadline, .deadline), (.cost(1), .maxCost), (.tokens(1), .maxTokens),
        (.tryLater(CloudComputeError(.rateLimited, "")), .rateLimit),
    ]

    @Test func linesThatRemainAreToBeRunAgain() {
        for (halt, reason) in Self.reasons {
            for remaining in [3, nil] {
                let ending = ending(remaining: remaining, halt: halt)
                #expect(ending.exitCode == .tryAgain && ending.reason == reason && ending.isResumable)
                #expect(ending.remaining == remaining)
            }
        }
    }

    @Test func whatStopsARunDoesNotMatterWhereNothingRemains() {
        for (halt, _) in Self.reasons {
            let done = ending(remaining: 0, halt: halt, isInterrupted: true)
            #expect(done.exitCode == .done && done.reason == .done && !done.isResumable)
            let failed = ending(remaining: 0, halt: halt, failed: 2)
            #expect(failed.exitCode == .someFailed && failed.reason == .failures && !failed.isResumable)
        }
    }

    @Test func theErrorByWhichLinesHaveFailedCountsWhateverRemains() {
        let halt = StopReason.failure(CloudComputeError(.unauthorized, ""))
        for remaining in [3, 0] {
            let ending = ending(remaining: remaining, halt: halt, failed: 1, failuresOK: true)
            #expect(ending.exitCode == .notAllowed && ending.reason == .error && !ending.isResumable)
        }
        #expect(ending(remaining: 0, halt: halt, failed: 1).sentence.hasSuffix("again tries what has failed."))
        #expect(ending(remaining: 0, halt: halt).exitCode == .done)
        let keyless = ending(halt: halt, failed: 1, failure: CommandFailure("", .configuration))
        #expect(keyless.exitCode == .configuration && keyless.reason == .error)
    }

    @Test func aLimitThatCannotBeKeptDoesNotMatterWhereNothingRemains() {
        #expect(ending(halt: .costUnknown).exitCode == .configuration && ending(halt: .costUnknown).reason == .error)
        #expect(ending(remaining: 0, halt: .costUnknown).exitCode == .done)
    }

    @Test func controlCKeepsItsExitCode() {
        let ending = ending(halt: .request, isInterrupted: true)
        #expect(ending.exitCode == .interrupted && ending.isResumable && !ending.mayBeRequeued)
        #expect(BatchEnding(interrupted: true).exitCode == .interrupted)
        #expect(BatchEnding(interrupted: false).exitCode == .tryAgain)
    }

    @Test func failuresMayBeFine() {
        #expect(ending(remaining: 0, failed: 2).exitCode == .someFailed)
        #expect(ending(remaining: 0, badLines: 2).exitCode == .someFailed)
        #expect(ending(remaining: 0, failed: 2, badLines: 1, failuresOK: true).exitCode == .done)
        #expect(ending(remaining: 1, failed: 2, postponed: 1, failuresOK: true).exitCode == .tryAgain)
        #expect(ending(remaining: 3, halt: .request, failed: 2, failuresOK: true).exitCode == .tryAgain)
    }

    @Test func aBudgetThatIsUsedUpIsNotRequeued() {
        for (halt, reason) in Self.reasons {
            #expect(ending(halt: halt).mayBeRequeued == (reason != .maxCost && reason != .maxTokens))
        }
    }

    @Test(arguments: [
        (CloudComputeError.Code.paymentRequired, Int32(77), false), (.unauthorized, 77, false),
        (.unreachable, 69, true),
        (.rateLimited, 75, true), (.notFound, 78, false), (.badReply, 76, true),
    ])
    func anErrorTellsWhetherTheSameCommandMayGoOn(code: CloudComputeError.Code, exitCode: Int32, isResumable: Bool) {
        let ending = BatchEnding(CloudComputeError(code, ""), remaining: 4)
        #expect(ending.exitCode.rawValue == exitCode && ending.reason == .error && ending.isResumable == isResumable)
    }

    @Test func theLastLineTellsWhatRemains() {
        #expect(ending(halt: .request).sentence == "3 lines remain; the same command again goes on with what is left.")
        #expect(ending(remaining: 1, halt: .request).sentence.hasPrefix("1 line remains;"))
        #expect(ending(remaining: nil, halt: .request).sentence.hasPrefix("Lines may remain;"))
        #expect(ending(remaining: 0).sentence == "Nothing remains.")
        #expect(ending(remaining: 0, failed: 1).sentence.contains("tries what has failed"))
        #expect(
            BatchEnding(CloudComputeError(.paymentRequired, ""), remaining: 4).sentence
                == "4 lines remain; once that is put right, the same command again goes on with what is left.")
        var requeued = ending(halt: .jobEnd)
        requeued.isRequeued = true
        #expect(requeued.sentence == "3 lines remain; Slurm runs the job again.")
    }

    @Test func theLastLineForMachinesHasTheSameFacts() {
        let json = JSONValue.object(JSONObject(ending(halt: .jobEnd).members))
        #expect(
            json.jsonText
                == #"{"remaining":3,"resumable":true,"exit_code":75,"reason":"job_end","requeued":false}"#)
        #expect(JSONValue.object(JSONObject(BatchEnding(interrupted: false).members))["remaining"]?.isNull == true)
    }
}
