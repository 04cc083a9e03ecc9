def retry(call, times):
    for _ in range(times):
        try:
            return call()
        except:
            continue
