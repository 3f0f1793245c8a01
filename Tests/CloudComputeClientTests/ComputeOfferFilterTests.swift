import CloudComputeClient
import JSON
import Testing

@Suite(.timeLimit(.minutes(2))) struct ComputeOfferFilterTests {
    private func offer(_ members: JSONObject) throws -> Offer {
        var row: JSONObject = ["id": 1]
        row.members += members.members
        return try #require(Offer(.object(row)))
    }

    @Test(arguments: ["RTX_4090", "rtx 4090", "4090", "RTX 4090", "rtx4090", "Rtx-4090", "NVIDIA"])
    func aGPUIsFoundByItsWords(wanted: String) throws {
        let filter = OfferFilter(gpu: wanted)
        #expect(filter.matches(try offer(["gpu_name": "NVIDIA GeForce RTX 4090"])))
        #expect(filter.matches(try offer(["gpu_name": "NVIDIA RTX4090"])))
    }

    @Test(arguments: [
        ("4090", "RTX 4090D"), ("409", "RTX 4090"), ("090", "RTX 4090"), ("6000", "RTX A6000"), ("L40", "L40S"),
        ("RTX 4090 Ti", "RTX 4090"), ("", "RTX 4090"), ("_", "RTX 4090"), ("4090 RTX", "RTX 4090"),
    ])
    func anotherGPUIsNotTakenForIt(wanted: String, name: String) throws {
        #expect(!OfferFilter(gpu: wanted).matches(try offer(["gpu_name": .string(name)])))
    }

    @Test(
        arguments: [
            (24, 24_564, true), (24, 23_028, true), (24, 22_528, false), (48, 46_068, true), (48, 49_140, true),
            (16, 15_360, true), (12, 11_264, false), (80, 81_559, true), (80, 49_140, false), (24, 16_376, false),
            (0.5, 512, true),
        ] as [(Double, Double, Bool)])
    func memoryHasAMargin(wanted: Double, reported: Double, matches: Bool) throws {
        let offer = try offer(["gpu_ram": JSONValue(reported)])
        #expect(OfferFilter(minimumMemory: wanted).matches(offer) == matches)
    }

    @Test func limitsTakeInTheirEnds() throws {
        let offer = try offer([
            "num_gpus": 2, "dph_total": .number("0.35"), "reliability": .number("0.99"), "disk_space": 100,
            "geolocation": "Czechia, CZ",
        ])
        #expect(OfferFilter().matches(offer))
        #expect(OfferFilter(minimumCount: 2).matches(offer))
        #expect(!OfferFilter(minimumCount: 3).matches(offer))
        #expect(OfferFilter(maximumPrice: 0.35).matches(offer))
        #expect(!OfferFilter(maximumPrice: 0.34).matches(offer))
        #expect(OfferFilter(minimumReliability: 0.99).matches(offer))
        #expect(OfferFilter(minimumReliability: 99).matches(offer))
        #expect(!OfferFilter(minimumReliability: 99.5).matches(offer))
        #expect(!OfferFilter(minimumReliability: 1).matches(offer))
        #expect(OfferFilter(minimumDisk: 100).matches(offer))
        #expect(!OfferFilter(minimumDisk: 100.5).matches(offer))
        #expect(OfferFilter(countries: ["de", "cz"]).matches(offer))
        #expect(!OfferFilter(countries: ["DE"]).matches(offer))
    }

    @Test(arguments: [
        OfferFilter(gpu: "4090"), OfferFilter(minimumCount: 0), OfferFilter(minimumMemory: 0),
        OfferFilter(maximumPrice: 100), OfferFilter(minimumReliability: 0), OfferFilter(countries: ["CZ"]),
        OfferFilter(minimumDisk: 0),
    ])
    func whatIsNotToldDoesNotMatch(filter: OfferFilter) throws {
        #expect(!filter.matches(try offer([:])))
    }

    @Test func whatCannotBeRentedNeverMatches() throws {
        #expect(!OfferFilter().matches(try offer(["rentable": false])))
        #expect(!OfferFilter().matches(try offer(["rentable": 0])))
        #expect(!OfferFilter().matches(try offer(["rented": true])))
        #expect(OfferFilter().matches(try offer(["rentable": true, "rented": true])))
    }

    @Test(arguments: [
        (OfferSort.price, [3, 4, 1, 2, 5]), (.memory, [2, 4, 1, 3, 5]), (.reliability, [2, 1, 4, 3, 5]),
        (.count, [4, 1, 2, 3, 5]), (.gpu, [3, 2, 1, 4, 5]), (.country, [2, 1, 4, 3, 5]),
    ])
    func offersAreSortedAndTiesStay(order: OfferSort, ids: [Int]) throws {
        let rows = try JSONValue(
            parsing: #"""
                [{"id":1,"dph_total":0.5,"gpu_ram":10,"reliability":0.5,"num_gpus":1,"gpu_name":"rtx b","geolocation":"US"},
                {"id":2,"dph_total":0.5,"gpu_ram":30,"reliability":0.9,"num_gpus":1,"gpu_name":"RTX A","geolocation":"CZ"},
                {"id":3,"dph_total":0.1,"gpu_ram":10,"num_gpus":1,"gpu_name":"A100"},
                {"id":4,"dph_total":0.2,"gpu_ram":20,"reliability":0.5,"num_gpus":8,"gpu_name":"RTX B","geolocation":"US"},
                {"id":5}]
                """#)
        let offers = (rows.array ?? []).compactMap(Offer.init)
        #expect(order.sort(offers).map(\.id) == ids)
    }
}
