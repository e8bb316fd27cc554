// seed; removed with the folder's first file
