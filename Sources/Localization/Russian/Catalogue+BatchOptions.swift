extension Catalogue {
    /// What is wrong with the options of a batch, and what is said of its shards.
    static let batchOptions: [Entry] = [
        ("%1 %2 is out of range; it begins at 1.", "Значение %1 %2 вне допустимых пределов: наименьшее — 1."),
        ("%1 needs --shard.", "%1 требует --shard."),
        ("%1 tasks from %2 to %3", "%1 %1[задача|задачи|задач] от %2 до %3"),
        (
            "--errors does not go with --pool; each part has its own.",
            "--errors несовместим с --pool: у каждой части свой файл ошибок."
        ),
        ("--interval is at least 100ms.", "--interval — не меньше 100ms."),
        ("--interval needs --watch.", "--interval требует --watch."),
        ("--lease goes with --pool.", "--lease работает только с --pool."),
        ("--lease is out of range; it goes from 1 s to 24 h.", "--lease вне допустимых пределов: от 1 с до 24 ч."),
        ("--max-cost %1 is not more than 0.", "--max-cost %1 должен быть больше 0."),
        (
            "--max-cost cannot be kept: neither the server nor the profile has a price for this model.",
            "--max-cost соблюсти нельзя: цены этой модели нет ни у сервера, ни в профиле."
        ),
        (
            "--max-requeues %1 is out of range; it begins at 0.",
            "--max-requeues %1 вне допустимых пределов: наименьшее — 0."
        ),
        ("--max-requeues needs --requeue.", "--max-requeues требует --requeue."),
        ("--on-bad-line takes fail or skip, not \"%1\".", "--on-bad-line принимает fail или skip, а не «%1»."),
        ("--ordered needs the input; name it with --input.", "--ordered нужен вход; укажите его в --input."),
        ("--pool does not go with --shard: a pool has no ranks.", "--pool несовместим с --shard: в пуле нет номеров."),
        (
            "--requeue works in a Slurm job, but SLURM_JOB_ID is not set; leave it out.",
            "--requeue работает в задании Slurm, но SLURM_JOB_ID не задана; уберите его."
        ),
        ("--rerun-changed does not go with --pool.", "--rerun-changed несовместим с --pool."),
        (
            "--shard %1 is out of range; of %2 shards the first is 0/%3 and the last %4/%5.",
            "--shard %1 вне допустимых пределов: из %2 %2[шарда|шардов|шардов] первый — 0/%3, последний — %4/%5."
        ),
        (
            "--shard takes I/N, such as 0/8, or auto, not \"%1\".",
            "--shard принимает I/N, например 0/8, или auto, а не «%1»."
        ),
        (
            "--shard auto finds no variables of a launcher; pass --shard I/N, or set CLOUDCOMPUTE_SHARD and "
                + "CLOUDCOMPUTE_SHARDS.",
            "--shard auto не находит переменных средства запуска; укажите --shard I/N или задайте CLOUDCOMPUTE_SHARD и "
                + "CLOUDCOMPUTE_SHARDS."
        ),
        ("--shards %1 is out of range; it is 1 to %2.", "--shards %1 вне допустимых пределов: от 1 до %2."),
        (
            "--shards goes with --shard auto; --shard I/N names the number itself.",
            "--shards работает с --shard auto; в --shard I/N число уже названо."
        ),
        (
            "--stop-before needs the end of a Slurm job, but neither SLURM_JOB_END_TIME nor SLURM_JOB_ID is set; use "
                + "--deadline.",
            "--stop-before нужно время окончания задания Slurm, но ни SLURM_JOB_END_TIME, ни SLURM_JOB_ID не заданы; "
                + "используйте --deadline."
        ),
        (
            "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and `%1` says \"%2\"; give the job a "
                + "time limit, or use --deadline.",
            "--stop-before нужно время окончания задания, но SLURM_JOB_END_TIME не задана, а `%1` отвечает «%2»; задайте "
                + "заданию предел времени или используйте --deadline."
        ),
        (
            "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and `%1` says nothing; give the job a "
                + "time limit, or use --deadline.",
            "--stop-before нужно время окончания задания, но SLURM_JOB_END_TIME не задана, а `%1` ничего не отвечает; "
                + "задайте заданию предел времени или используйте --deadline."
        ),
        (
            "--stop-before needs the end of the job, but SLURM_JOB_END_TIME is not set and there is no squeue in PATH; use "
                + "--deadline.",
            "--stop-before нужно время окончания задания, но SLURM_JOB_END_TIME не задана и в PATH нет squeue; используйте "
                + "--deadline."
        ),
        (
            "-o takes a file; the merged output cannot go to a pipe.",
            "-o принимает файл: объединённый вывод нельзя направить в канал."
        ),
        (
            "Another run is still writing to %1, so this one goes on in %2; `batch merge` takes in both.",
            "Другой запуск всё ещё пишет в %1, поэтому этот продолжает в %2; `batch merge` возьмёт оба файла."
        ),
        (
            "Another run is writing to %1; waiting up to %2 s for it to end.",
            "Другой запуск пишет в %1; ждём его окончания не дольше %2 с."
        ),
        (
            "Locks do not work for %1, so each run of this shard writes a file of its own, this one %2; `batch merge` takes in "
                + "all of them.",
            "Для %1 блокировки не работают, поэтому каждый запуск этого шарда пишет в свой файл, этот — в %2; `batch merge` "
                + "возьмёт их все."
        ),
        (
            "Name the parts to merge: results, folders or patterns.",
            "Укажите, что объединять: результаты, каталоги или шаблоны имён."
        ),
        ("Shard %1 of %2, counted from 0, by %3.", "Шард %1 из %2, считая от 0: %3."),
        (
            "This is task %1 of %2, counted from 0, by %3; each does the whole input unless --shard auto is given.",
            "Это задача %1 из %2, считая от 0: %3; без --shard auto каждая выполняет весь вход."
        ),
        ("With --pool, -o names a folder.", "С --pool в -o указывают каталог."),
        ("tasks from %1 to %2 by %3", "задачи от %1 до %2 с шагом %3"),
        ("tasks up to %1 by %2", "задачи до %1 с шагом %2"),
    ]
}
