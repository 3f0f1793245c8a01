import Batch
import Foundation
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(1))) struct SlurmTests {
    @Test(
        arguments: [
            ([:], nil), (["SLURM_JOB_ID": ""], nil), (["SLURM_JOB_ID": "-h"], nil), (["SLURM_JOB_ID": "1 2"], nil),
            (["SLURM_JOB_ID": "99999999999"], nil), (["SLURM_JOB_ID": "٣"], nil), (["SLURM_JOB_ID": "12"], "12"),
            (["SLURM_JOB_ID": "12", "SLURM_ARRAY_JOB_ID": "9"], "12"),
            (["SLURM_JOB_ID": "12", "SLURM_ARRAY_JOB_ID": "9", "SLURM_ARRAY_TASK_ID": "x"], "12"),
            (["SLURM_JOB_ID": "12", "SLURM_ARRAY_JOB_ID": "9", "SLURM_ARRAY_TASK_ID": "3"], "9_3"),
            (["SLURM_ARRAY_JOB_ID": "9", "SLURM_ARRAY_TASK_ID": "3"], nil),
        ] as [([String: String], String?)])
    func aJobHasTheNameThatSlurmsProgramsTake(environment: [String: String], id: String?) {
        #expect(SlurmJob(environment)?.id == id)
    }

    @Test(arguments: [(nil, 0), ("", 0), ("3", 3), ("-1", 0), ("x", 0)] as [(String?, Int)])
    func aJobTellsHowOftenItWasStartedAgain(count: String?, restarts: Int) {
        var environment = ["SLURM_JOB_ID": "12"]
        environment["SLURM_RESTART_COUNT"] = count
        #expect(SlurmJob(environment)?.restarts == restarts)
    }

    @Test func theEndOfAJobIsInTheEnvironmentOrAskedFor() throws {
        #expect(JobEnd([:]) == .none)
        #expect(JobEnd(["SLURM_JOB_END_TIME": "1795000000"]) == .known(1_795_000_000))
        let job = try #require(SlurmJob(["SLURM_JOB_ID": "12"]))
        for time in ["", "soon", "0", "-5", "1e9", "99999999999999999999999", "9223372036854775807"] {
            #expect(JobEnd(["SLURM_JOB_ID": "12", "SLURM_JOB_END_TIME": time]) == .askSqueue(job))
        }
    }

    @Test func whatSqueueSaysIsALocalTime() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Moscow"))
        #expect(JobEnd.time(inOutputOfSqueue: "2026-11-28T07:00:00\n", in: zone) == 1_795_838_400)
        #expect(JobEnd.time(inOutputOfSqueue: "  2026-11-28T07:00:00 \n", in: .gmt) == 1_795_849_200)
        // Of more than one line the earliest counts.
        #expect(
            JobEnd.time(inOutputOfSqueue: "2026-11-28T08:00:00\nN/A\n2026-11-28T07:00:00\n", in: .gmt) == 1_795_849_200)
    }

    @Test(arguments: [
        "", "\n", "NONE", "N/A", "Unknown", "2026-11-28", "2026-13-28T07:00:00", "2026-00-28T07:00:00",
        "2026-11-32T07:00:00", "2026-11-28T24:00:00", "2026-11-28T07:60:00", "2026-11-28 07:00:00", "07:00:00",
        "12026-11-28T07:00:00", "٢٠٢٦-11-28T07:00:00", "2026-11-28T07:00:00Z", "0000-11-28T07:00:00",
    ])
    func whatIsNoTimeIsNone(output: String) {
        #expect(JobEnd.time(inOutputOfSqueue: output, in: .gmt) == nil)
    }

    @Test func theRunStopsAheadOfTheEnd() {
        let stop = JobStop(end: .now + .seconds(100), left: .seconds(100), margin: .seconds(60))
        #expect(!stop.isOver)
        #expect(stop.limit.after <= .seconds(40) && stop.limit.after > .seconds(39))
        #expect(stop.limit.drain == .seconds(60))
    }

    @Test func aJobThatEndsSoonerThanTheMarginStopsAtOnce() {
        let stop = JobStop(end: .now + .seconds(10), left: .seconds(10), margin: .seconds(60))
        #expect(stop.isOver && stop.limit.after == .zero && stop.limit.drain <= .seconds(10))
        #expect(stop.text == "The job ends in 10 s, within --stop-before 60s, so nothing is sent.")
        let past = JobStop(end: .now - .seconds(10), left: .zero, margin: .seconds(60))
        #expect(past.isOver && past.limit.drain == .zero)
    }
}
