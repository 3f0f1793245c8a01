extension Catalogue {
    /// Why a shard or a worker of a pool does not run.
    static let shardErrors: [Entry] = [
        (
            "SLURM_NTASKS is %1, but this is not a task of an srun step, so --shard auto cannot tell which one it is; start the program with srun, or pass --shard I/N.",
            "SLURM_NTASKS равна %1, но это не задача шага srun, поэтому --shard auto не может узнать её номер; запустите программу через srun или передайте --shard I/N."
        ),
        (
            "%1 does not say how many tasks there are; pass --shard %2 with the number of shards as N.",
            "%1 не говорит, сколько всего задач; передайте --shard %2 с числом шардов вместо N."
        ),
        (
            "%1 is \"%2\", which is not a number from 0, so --shard auto cannot use it; pass --shard I/N.",
            "В %1 записано «%2», а это не число от 0, поэтому --shard auto не может её использовать; передайте --shard I/N."
        ),
        (
            "%1 is set but %2 is not, so --shard auto cannot tell the shard; pass --shard I/N.",
            "Задана %1, но не задана %2, поэтому --shard auto не может определить шард; передайте --shard I/N."
        ),
        (
            "%1 says %2, but of %3 shards the last is %4; where its numbers begin at 1, pass --shard $((%5-1))/%6.",
            "%1 говорит %2, но из %3 %3[шарда|шардов|шардов] последний — %4; если её номера начинаются с 1, передайте --shard $((%5-1))/%6."
        ),
        (
            "%1 is %2 of %3, which is a list with gaps, so --shard auto cannot tell its place; submit a range such as 0-7, or pass --shard I/N.",
            "%1 равна %2 из %3, а это список с пропусками, поэтому --shard auto не может узнать своё место; задайте диапазон, например 0-7, или передайте --shard I/N."
        ),
        (
            "%1 is %2 and %3 is %4, so one of them is inherited from the job that submitted this one; pass --shard I/N, or submit with these variables unset.",
            "%1 равна %2, а %3 равна %4, значит, одна из них унаследована от задания, которое поставило это в очередь; передайте --shard I/N или уберите эти переменные при постановке в очередь."
        ),
        (
            "The number of shards is not known, since %1 tells the task's number only; pass --shards N or set CLOUDCOMPUTE_SHARDS.",
            "Число шардов неизвестно: %1 сообщает только номер задачи; передайте --shards N или задайте CLOUDCOMPUTE_SHARDS."
        ),
        (
            "%1 does not tell the number of the first task; where the array begins at 1, pass --shards %2, or else --shard I/N.",
            "%1: номер первой задачи неизвестен; если массив начинается с 1, передайте --shards %2, иначе --shard I/N."
        ),
        (
            "Two launchers disagree: %1, but %2; pass --shard I/N.",
            "Два средства запуска расходятся: %1 и %2; передайте --shard I/N."
        ),
        (
            "There are %1 shards by %2, but %3 by --shards or CLOUDCOMPUTE_SHARDS; where only some tasks are submitted again, pass --shard I/%4.",
            "%2 насчитывает %1 %1[шард|шарда|шардов], а --shards или CLOUDCOMPUTE_SHARDS — %3; если повторно запускаются только некоторые задачи, передайте --shard I/%4."
        ),
        (
            "The launcher's variables say %1 shards; the most is %2. Pass --shard I/N.",
            "Переменные средства запуска говорят о %1 %1[шарде|шардах|шардах]; наибольшее число — %2. Передайте --shard I/N."
        ),
        ("your own setting", "собственная настройка"),
        ("a Kubernetes Indexed Job", "Indexed Job в Kubernetes"),
        (
            "The folder %1 of the pool cannot be used: %2; name a folder with -o.",
            "Каталог %1 нельзя использовать для пула: %2; укажите каталог с помощью -o."
        ),
        (
            "The folder %1 holds %2, which is not of a pool, so nothing was changed; name an empty or a new folder with -o.",
            "В каталоге %1 есть %2, не относящийся к пулу, поэтому ничего не изменено; укажите пустой или новый каталог с помощью -o."
        ),
        ("Standard input (-)", "Стандартный ввод (-)"),
        (
            "%1 cannot be read in chunks, as a pool does it; write it to a file first.",
            "%1 нельзя читать порциями, как это делает пул; сначала запишите данные в файл."
        ),
        (
            "The pool %1 was made for an input of %2 lines, and this one has %3; name another folder with -o, or give the input as it was.",
            "Пул %1 создан для входного файла из %2 %2[строки|строк|строк], а в этом их %3; укажите другой каталог с помощью -o или верните прежний входной файл."
        ),
        (
            "The pool %1 was made for other requests: lines, the model, parameters or the template differ; name another folder with -o, or give them as they were.",
            "Пул %1 создан для других запросов: отличаются строки, модель, параметры или шаблон; укажите другой каталог с помощью -o или верните прежние."
        ),
        (
            "%1 was not written by this version of the program; name another folder with -o.",
            "%1 записан не этой версией программы; укажите другой каталог с помощью -o."
        ),
        (
            "The file system of %1 cannot carry a pool, since %2%3; use --shard I/N, or a folder on another file system.",
            "Файловая система каталога %1 не годится для пула: %2%3; используйте --shard I/N или каталог в другой файловой системе."
        ),
        (
            "it does not let exactly one of several create a file",
            "она позволяет нескольким процессам создать один и тот же файл"
        ),
        ("its locks do not keep others out", "её блокировки не удерживают других"),
        ("it cannot give a file a second name", "она не может дать файлу второе имя"),
        ("a file cannot take the place of another", "файл в ней не может занять место другого"),
        (
            "%1 says that this output has %2 shards, and this run would be shard %3 of %4, so nothing was sent; pass --shard I/%5 with the shard's number, which is that of the first submission even where only some tasks are submitted again, or choose another output with -o.",
            "По данным %1 у этого выходного файла %2 %2[шард|шарда|шардов], а этот запуск был бы шардом %3 из %4, поэтому ничего не отправлено; передайте --shard I/%5 с номером шарда, который и при повторном запуске отдельных задач тот же, что в первый раз, или выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 says that the lines of this output are dealt by %2, not by %3, so nothing was sent; pass --shard-by %4, or choose another output with -o.",
            "По данным %1 строки этого выходного файла распределены по %2, а не по %3, поэтому ничего не отправлено; передайте --shard-by %4 или выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 says that this output is of other inputs (%2), so nothing was sent; name the same inputs in the same order, or choose another output with -o.",
            "По данным %1 этот выходной файл создан по другим входным файлам (%2), поэтому ничего не отправлено; укажите те же входные файлы в том же порядке или выберите другой выходной файл с помощью -o."
        ),
        (
            "The input %1 does not begin as it did when %2 was made, so nothing was sent; lines may be appended to it, but for another input choose another output with -o.",
            "Начало входного файла %1 не такое, каким было при создании %2, поэтому ничего не отправлено; строки можно дописывать в конец, а для других входных данных выберите другой выходной файл с помощью -o."
        ),
        (
            "The input %1 has changed its size since %2 was made, which deals the lines of the inputs after it anew by %3, so nothing was sent; append to the last input only, or choose another output with -o.",
            "Размер входного файла %1 изменился после создания %2, и строки следующих входных файлов распределились бы по %3 заново, поэтому ничего не отправлено; дописывайте только в последний входной файл или выберите другой выходной файл с помощью -o."
        ),
        (
            "%1 was not written by this program, so nothing was changed; move it away, or choose another output with -o.",
            "%1 записан не этой программой, поэтому ничего не изменено; переместите файл или выберите другой выходной файл с помощью -o."
        ),
        ("The list of shards %1 cannot be made or read: %2.", "Не удаётся создать или прочитать список шардов %1: %2."),
        ("Standard output", "Стандартный вывод"),
        (
            "%1 cannot be the output of a shard; name a file with -o.",
            "%1 не может быть выходным файлом шарда; укажите файл с помощью -o."
        ),
        (
            "%1 %2 leaves nothing to some of %3 shards; use fewer shards, a higher limit, or --limits per-shard, by which each shard gets all of it.",
            "%1 %2 ничего не оставляет некоторым из %3 %3[шарда|шардов|шардов]; возьмите меньше шардов, более высокий предел или --limits per-shard, при котором каждый шард получает его целиком."
        ),
        ("%1 and %2 more", "%1 и ещё %2"),
    ]
}
